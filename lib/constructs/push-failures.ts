import { Duration, Stack } from 'aws-cdk-lib';
import { AnyPrincipal, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { Binding } from './binding';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type Tables } from './tables';
import { ownMetric, watchFunctions, type Watch } from './watch';
import { WorkQueue } from './work-queue';

export interface PushFailuresProps extends Deployment {
  readonly tables: Tables;
  /** The permission to look at endpoints. */
  readonly states: Binding<object>;
}

const timeout = Duration.seconds(30);

/**
 * Hears of pushes that SNS took and a platform then refused: a topic to which the platform applications speak, a queue
 * that keeps what it says, and the function that pushes no more to the phone until its app registers again.
 *
 * When it fails: SQS hands the events out again after three minutes, five times, and then keeps them in the dead-letter
 * queue. Nobody misses a message: the next push to the endpoint finds it disabled as well.
 * Cost: per push that fails one publish, four SQS requests, one run with one read of SNS, a read and a write.
 */
export class PushFailures extends Construct {
  readonly topic: Topic;
  readonly watches: readonly Watch[];

  constructor(scope: Construct, id: string, props: PushFailuresProps) {
    super(scope, id);
    const { encryption, tables, states, config } = props;
    const queue = new WorkQueue(this, {
      encryption,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
    });
    this.topic = makeTopic(this, props);
    queue.subscribe(this, this.topic);
    const worker = new ChatFunction(this, 'Worker', {
      ...props,
      handler: 'pushFailures',
      timeout,
      binding: tables
        .bindChats('GetItem', 'UpdateItem')
        .and(states)
        .and(new Binding({}, queue.allowTaking())),
    });
    queue.feed(worker, 'Events', { batchSize: 10 });
    const refused: Watch = {
      name: 'push-refused',
      meaning: 'A platform refuses pushes to phones that are registered: its credentials may have expired.',
      metric: ownMetric(config, 'PushesFailed'),
      threshold: 0,
      minutes: 3,
    };
    this.watches = [
      refused,
      ...queue.watch('push-failures', 300),
      ...watchFunctions('push-failures', [worker]),
    ];
  }
}

/**
 * A policy of our own replaces the one that a topic has from the start. So it says both: SNS itself may publish for this
 * account, and so may whoever acts for it.
 */
function makeTopic(scope: Construct, { encryption, config }: PushFailuresProps): Topic {
  const topic = new Topic(scope, 'Topic', {
    ...encryption.ofTopics,
    displayName: `Parley ${config.stage}: failed pushes`,
    enforceSSL: true,
  });
  const { account } = Stack.of(scope);
  const publish = { actions: ['sns:Publish'], resources: [topic.topicArn] };
  for (const who of [
    { principals: [new ServicePrincipal('sns.amazonaws.com')], key: 'aws:SourceAccount' },
    { principals: [new AnyPrincipal()], key: 'aws:SourceOwner' },
  ]) {
    const conditions = { StringEquals: { [who.key]: account } };
    topic.addToResourcePolicy(new PolicyStatement({ ...publish, principals: who.principals, conditions }));
  }
  return topic;
}

import { Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type EventSourceMappingOptions } from 'aws-cdk-lib/aws-lambda';
import { Subscription, SubscriptionProtocol, type Topic } from 'aws-cdk-lib/aws-sns';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { type Construct } from 'constructs';
import { allow } from './binding';
import { type ChatFunction } from './chat-function';
import { type Encryption } from './encryption';
import { minute, type Watch } from './watch';

export interface WorkQueueProps {
  readonly encryption: Encryption;
  /** How long a job that nobody takes is kept. @default 4 days */
  readonly retention?: Duration;
  /** How long a job stays hidden from others once it is taken. @default 30 seconds */
  readonly visibilityTimeout?: Duration;
  /** How long a job is held back before anyone can take it, unless its sender says otherwise. @default not at all */
  readonly delay?: Duration;
}

/**
 * A queue in the given scope and, beside it, the dead letters: jobs that were taken five times and never finished,
 * kept for 14 days. Both are encrypted, and refuse requests without TLS. Not a construct: a level more in the tree
 * would give deployed queues new ids, and so replace them.
 *
 * When it fails: SQS is down, and senders report it to their callers.
 * Cost: per request of 64 KB, those of the worker's polls included.
 */
export class WorkQueue {
  readonly queue: Queue;
  private readonly deadLetters: Queue;

  constructor(
    scope: Construct,
    private readonly props: WorkQueueProps,
  ) {
    const {
      encryption,
      retention = Duration.days(4),
      visibilityTimeout = Duration.seconds(30),
      delay,
    } = props;
    const safe = { ...encryption.ofQueues, enforceSSL: true };
    this.deadLetters = new Queue(scope, 'DeadLetters', { ...safe, retentionPeriod: Duration.days(14) });
    Validations.of(this.deadLetters).acknowledge({
      id: 'Serverless-SQSRedrivePolicy',
      reason: 'This queue is where the dead letters of another one go.',
    });
    this.queue = new Queue(scope, 'Queue', {
      ...safe,
      retentionPeriod: retention,
      visibilityTimeout,
      ...(delay && { deliveryDelay: delay }),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: 5 },
    });
  }

  get url(): string {
    return this.queue.queueUrl;
  }

  /** Permission to hand over a job. */
  allowSending(): PolicyStatement[] {
    return [this.allow('SendMessage'), ...this.props.encryption.allow('sqs', 'Decrypt', 'GenerateDataKey')];
  }

  /** Permission to take jobs and to strike them off. */
  allowTaking(): PolicyStatement[] {
    return [
      this.allow('ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'),
      ...this.props.encryption.allow('sqs', 'Decrypt'),
    ];
  }

  /** Has the function run for the jobs, a batch at a time. It says which of a batch failed; those alone come again. */
  feed(
    { lambda }: ChatFunction,
    id: string,
    options: Omit<EventSourceMappingOptions, 'eventSourceArn'>,
  ): void {
    const mapping = lambda.addEventSourceMapping(id, {
      ...options,
      eventSourceArn: this.queue.queueArn,
      reportBatchItemFailures: true,
    });
    Validations.of(mapping).acknowledge({
      id: 'Serverless-LambdaEventSourceMappingDestination',
      reason: 'A mapping of an SQS queue takes no destination: the queue has dead letters of its own.',
    });
  }

  /**
   * Takes what is published to a topic, the message alone; what SNS cannot hand over becomes a dead letter. Our key lets
   * SNS use it, and need not be told.
   */
  subscribe(scope: Construct, topic: Topic): void {
    new Subscription(scope, 'Subscription', {
      topic,
      protocol: SubscriptionProtocol.SQS,
      endpoint: this.queue.queueArn,
      rawMessageDelivery: true,
      deadLetterQueue: this.deadLetters,
    });
    this.queue.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('sns.amazonaws.com')],
        actions: ['sqs:SendMessage'],
        resources: [this.queue.queueArn],
        conditions: { ArnEquals: { 'aws:SourceArn': topic.topicArn } },
      }),
    );
  }

  /** How late the jobs are, `{name}-lag`, and whether some were given up, `{name}-dead-letters`. */
  watch(name: string, lateSeconds: number): Watch[] {
    return [
      this.watchLag(name, lateSeconds),
      {
        name: `${name}-dead-letters`,
        meaning: 'Jobs failed five times and were put aside.',
        metric: this.deadLetters.metricApproximateNumberOfMessagesVisible({
          period: minute,
          statistic: 'Maximum',
        }),
        threshold: 0,
        minutes: 1,
      },
    ];
  }

  /** How late the jobs are: enough for a queue that lets go of them before they are dead letters. */
  watchLag(name: string, lateSeconds: number): Watch {
    return {
      name: `${name}-lag`,
      meaning: `A job has waited for more than ${lateSeconds} seconds: the worker does not keep up, or fails.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: minute, statistic: 'Maximum' }),
      threshold: lateSeconds,
      minutes: 3,
    };
  }

  private allow(...actions: string[]): PolicyStatement {
    return allow('sqs', actions, [this.queue.queueArn]);
  }
}

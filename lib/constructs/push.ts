import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Binding } from './binding';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type PlatformApplications } from './platform-applications';
import { type Tables } from './tables';
import { watchFunctions, type Watch } from './watch';
import { WorkQueue } from './work-queue';

export interface PushProps extends Deployment {
  readonly tables: Tables;
  readonly applications: PlatformApplications;
}

const timeout = Duration.seconds(30);

/** Long enough that a burst of messages makes one push, short enough that nobody waits for it. */
const window = Duration.seconds(2);

/**
 * What goes to phones: a queue of messages that somebody may have to be told of, and the function that tells them, a
 * few seconds' messages at once.
 *
 * When it fails: SQS hands the jobs out again after three minutes, five times, and then keeps them in the dead-letter
 * queue. A job that nobody has taken for an hour is let go: a push that late is no news. The message is found at the
 * next sync.
 * Cost: one SQS request per message with somebody offline and one per entry's delivery check, their share of two more;
 * per batch one run, per user three reads (one more for each hundred chats they are in, up to ten), a write and one
 * publish for each device.
 */
export class Push extends Construct {
  readonly watches: readonly Watch[];
  private readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: PushProps) {
    super(scope, id);
    const { encryption, config } = props;
    this.queue = new WorkQueue(this, {
      encryption,
      retention: Duration.hours(1),
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds() + window.toSeconds()),
    });
    const worker = new ChatFunction(this, 'Worker', {
      ...props,
      handler: 'push',
      timeout,
      binding: reading(props)
        .and(new Binding({ PUSH_PREVIEW: config.pushPreview ? 'on' : 'off' }, this.queue.allowTaking()))
        .and(props.applications.bindPublishing()),
    });
    this.queue.feed(worker, 'Jobs', { batchSize: 25, maxBatchingWindow: window });
    this.watches = [...this.queue.watch('push', 60), ...watchFunctions('push', [worker])];
  }

  /** Permission to hand over a message for phones. */
  bind(): Binding<{ PUSH_QUEUE_URL: string }> {
    return new Binding({ PUSH_QUEUE_URL: this.queue.url }, this.queue.allowSending());
  }
}

/** Messages are read for their text alone: without previews their table is out of reach. */
function reading({ tables, config }: PushProps) {
  return tables
    .bindChats('BatchGetItem', 'Query', 'UpdateItem', 'DeleteItem')
    .and(tables.bindConnections('BatchGetItem'))
    .and(config.pushPreview ? tables.bindMessages('Query') : tables.bindMessages());
}

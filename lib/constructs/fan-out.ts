import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Binding } from './binding';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type Presence } from './presence';
import { type Push } from './push';
import { type Tables } from './tables';
import { type WebSocketGateway } from './web-socket-gateway';
import { watchFunctions, type Watch } from './watch';
import { WorkQueue } from './work-queue';

export interface FanOutProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
  readonly push: Push;
  readonly presence: Presence;
}

const timeout = Duration.seconds(30);

/**
 * Delivers what the functions that answer requests do not deliver themselves: a queue of slices of recipients, and
 * the function that posts one slice to its sockets, a limited number of slices at once.
 *
 * When it fails: the function queues the recipients that failed again, on its own; if it dies, SQS hands the slice
 * out again after three minutes, five times, and then keeps it for 14 days in the dead-letter queue. Clients drop
 * what comes twice, and sync what never comes. A burst beyond the limit waits in the queue.
 * Cost: per slice three SQS requests and one run of the function; nothing while nobody writes.
 */
export class FanOut extends Construct {
  readonly watches: readonly Watch[];
  private readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: FanOutProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, {
      encryption: props.encryption,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
    });
    const worker = new ChatFunction(this, 'Worker', {
      ...props,
      handler: 'fanOut',
      timeout,
      binding: props.tables
        .bindConnections('BatchGetItem', 'UpdateItem')
        .and(props.gateway.bindSockets('POST', 'DELETE'))
        .and(new Binding({}, this.queue.allowTaking()))
        .and(this.bind())
        .and(props.push.bind())
        .and(props.presence.bindLost()),
    });
    this.queue.feed(worker, 'Slices', { batchSize: 1, maxConcurrency: props.config.fanOutConcurrency });
    this.watches = [...this.queue.watch('fan-out', 60), ...watchFunctions('fan-out', [worker])];
  }

  /** Permission to hand a slice over. */
  bind(): Binding<{ FAN_OUT_QUEUE_URL: string }> {
    return new Binding({ FAN_OUT_QUEUE_URL: this.queue.url }, this.queue.allowSending());
  }
}

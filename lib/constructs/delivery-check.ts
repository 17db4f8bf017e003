import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Binding } from './binding';
import { ChatFunction } from './chat-function';
import { type Deployment } from './deployment';
import { type FanOut } from './fan-out';
import { type Presence } from './presence';
import { type Push } from './push';
import { type Tables } from './tables';
import { type WebSocketGateway } from './web-socket-gateway';
import { watchFunctions, type Watch } from './watch';
import { WorkQueue } from './work-queue';

export interface DeliveryCheckProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
  readonly push: Push;
  readonly presence: Presence;
  readonly fanOut: FanOut;
}

const timeout = Duration.seconds(30);

/**
 * Looks after every entry some seconds after it was to be written: a queue that holds each check back, and the function
 * that sends the entry again to those who have not got it, and has it pushed to those who have not read it.
 *
 * When it fails: SQS hands the checks out again after three minutes, five times, and then keeps them for 14 days in the
 * dead-letter queue; nobody misses a message unless its writer died as well. When the queue takes no checks, nothing
 * is written: senders are told to try again.
 * Cost: per entry one SQS request, its share of three more, and a read of the log; per chat and five seconds a read of
 * its members' cursors.
 */
export class DeliveryCheck extends Construct {
  readonly watches: readonly Watch[];
  private readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, props: DeliveryCheckProps) {
    super(scope, id);
    const { tables, gateway, push, presence, fanOut, config, encryption } = props;
    this.queue = new WorkQueue(this, {
      encryption,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      delay: Duration.seconds(config.deliveryCheckSeconds),
    });
    const worker = new ChatFunction(this, 'Worker', {
      ...props,
      handler: 'checkDelivery',
      timeout,
      binding: tables
        .bindMessages('Query')
        .and(tables.bindChats('GetItem', 'BatchGetItem', 'UpdateItem'))
        .and(tables.bindConnections('BatchGetItem', 'UpdateItem'))
        .and(gateway.bindSockets('POST'))
        .and(
          new Binding({ INLINE_FAN_OUT_LIMIT: String(config.inlineFanOutLimit) }, this.queue.allowTaking()),
        )
        .and(fanOut.bind())
        .and(push.bind())
        .and(presence.bindLost()),
    });
    this.queue.feed(worker, 'Checks', { batchSize: 10 });
    this.watches = [
      ...this.queue.watch('delivery-check', config.deliveryCheckSeconds + 60),
      ...watchFunctions('delivery-check', [worker]),
    ];
  }

  /** Permission to have an entry looked after. */
  bind(): Binding<{ CHECK_QUEUE_URL: string }> {
    return new Binding({ CHECK_QUEUE_URL: this.queue.url }, this.queue.allowSending());
  }
}

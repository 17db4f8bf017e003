import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption, type QueueProps } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { allow, Binding } from './binding';
import { ChatFunction, type Deployment } from './chat-function';
import { type Tables } from './tables';
import { type WebSocketGateway } from './web-socket-gateway';

export interface FanOutProps extends Deployment {
  readonly tables: Tables;
  readonly gateway: WebSocketGateway;
}

const timeout = Duration.seconds(30);

/**
 * Delivers what the functions that answer requests do not deliver themselves: a queue of slices of recipients, and
 * the function that posts one slice to its sockets.
 *
 * When it fails: the function queues the recipients that failed again, on its own; if it dies, SQS hands the slice
 * out again after three minutes, five times, and then keeps it for 14 days in the dead-letter queue. Clients drop
 * what comes twice, and sync what never comes.
 * Cost: per slice three SQS requests and one run of the function; nothing while nobody writes.
 */
export class FanOut extends Construct {
  private readonly queue: Queue;

  constructor(scope: Construct, id: string, props: FanOutProps) {
    super(scope, id);
    const deadLetters = new Queue(this, 'DeadLetters', { ...queueProps, retentionPeriod: Duration.days(14) });
    this.queue = new Queue(this, 'Queue', {
      ...queueProps,
      visibilityTimeout: Duration.seconds(6 * timeout.toSeconds()),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
    });
    const worker = new ChatFunction(this, 'Worker', {
      ...props,
      handler: 'fanOut',
      timeout,
      binding: props.tables
        .bindConnections('BatchGetItem', 'GetItem', 'UpdateItem')
        .and(props.gateway.bindSockets('POST', 'DELETE'))
        .and(this.bindQueue('ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes', 'SendMessage')),
    });
    worker.lambda.addEventSourceMapping('Slices', {
      eventSourceArn: this.queue.queueArn,
      batchSize: 1,
      reportBatchItemFailures: true,
    });
  }

  /** Permission to hand a slice over. */
  bind(): Binding<{ FAN_OUT_QUEUE_URL: string }> {
    return this.bindQueue('SendMessage');
  }

  private bindQueue(...actions: string[]): Binding<{ FAN_OUT_QUEUE_URL: string }> {
    return new Binding({ FAN_OUT_QUEUE_URL: this.queue.queueUrl }, [
      allow('sqs', actions, [this.queue.queueArn]),
    ]);
  }
}

/** Encrypted at rest by SQS and refused without TLS. */
const queueProps = { encryption: QueueEncryption.SQS_MANAGED, enforceSSL: true } satisfies QueueProps;

import { Duration } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { Binding } from './binding';
import { type Encryption } from './encryption';
import { type Watch } from './watch';
import { WorkQueue } from './work-queue';

export interface PushProps {
  readonly encryption: Encryption;
}

/**
 * What goes to phones instead of sockets: a queue of messages whose recipients have no live socket.
 *
 * When it fails: the sender reports it, and the message is found at the next sync. The worker that takes these jobs
 * comes later; until then the queue lets them go after an hour, so that it does not begin with a pile of old news.
 * Cost: one SQS request per message with somebody offline.
 */
export class Push extends Construct {
  readonly watches: readonly Watch[];
  private readonly queue: WorkQueue;

  constructor(scope: Construct, id: string, { encryption }: PushProps) {
    super(scope, id);
    this.queue = new WorkQueue(this, { encryption, retention: Duration.hours(1) });
    // Nobody takes these jobs yet: how long they wait says nothing.
    this.watches = this.queue.watch('push', 60).filter(({ name }) => name === 'push-dead-letters');
  }

  /** Permission to hand over a message for those who are offline. */
  bind(): Binding<{ PUSH_QUEUE_URL: string }> {
    return new Binding({ PUSH_QUEUE_URL: this.queue.url }, this.queue.allowSending());
  }
}

import { callService } from './aws/call-service';
import { type QueueUrls } from './aws/queue-urls';
import { type QueueMessage } from './functions/async-record';
import { LocalError } from './local-error';
import { type Plan } from './resources/plan';
import { type Stores } from './start-stores';

interface Setting {
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
}

/** Puts messages into queues of the plan on the runtime's own behalf, as destinations and dead-letter queues need it. */
export const queueSender =
  (plan: Plan, { stores, queueUrls }: Setting) =>
  async (queueArn: string, { body, attributes }: QueueMessage): Promise<void> => {
    const queue = plan.queues.find(({ arn }) => arn === queueArn);
    if (!queue) throw new LocalError(`${queueArn} is no queue of the assembly.`);
    await callService({
      port: stores.sqs,
      agent: stores.agent,
      region: queue.region,
      target: 'AmazonSQS.SendMessage',
      input: {
        QueueUrl: queueUrls.native(queue.url, queue.region),
        MessageBody: body,
        ...(attributes && { MessageAttributes: attributes }),
      },
    });
  };

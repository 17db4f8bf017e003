import { callService } from './aws/call-service';
import { type QueueUrls } from './aws/queue-urls';
import { NO_CAUSES, type Causes } from './flows/cause';
import { type FlowRecorder } from './flows/flow-recorder';
import { queueUsage } from './flows/metered';
import { type QueueMessage } from './functions/async-record';
import { textOf } from './json';
import { labelOf } from './label';
import { LocalError } from './local-error';
import { type Plan, type QueuePlan } from './resources/plan';
import { type Stores } from './start-stores';

interface Setting {
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
  readonly flows: FlowRecorder;
}

/** Gives the id of the message. */
const sendTo = async (
  queue: QueuePlan,
  { body, attributes }: QueueMessage,
  { stores, queueUrls }: Setting,
): Promise<string> => {
  const { MessageId } = await callService({
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
  return textOf(MessageId) ?? '';
};

/** Puts messages into queues of the plan on the runtime's own behalf, as destinations and dead-letter queues need it. */
export const queueSender =
  (plan: Plan, setting: Setting) =>
  async (queueArn: string, message: QueueMessage, causes: Causes = NO_CAUSES): Promise<void> => {
    const queue = plan.queues.find(({ arn }) => arn === queueArn);
    if (!queue) throw new LocalError(`${queueArn} is no queue of the assembly.`);
    const { flows } = setting;
    const to = { kind: 'queue', name: labelOf(queue.logicalId) } as const;
    const step = flows.step(causes, { kind: 'call', name: 'SendMessage', to });
    const isSettled = flows.sends();
    try {
      flows.sent([await sendTo(queue, message, setting)], step.causes);
      step.end({ status: 200, usage: queueUsage(Buffer.byteLength(message.body)) });
    } finally {
      step.end({ status: 500 });
      isSettled();
    }
  };

import { NO_CAUSES, type Causes } from '../flows/cause';
import { type QueueMessage } from '../functions/async-record';
import { type InvokeAsync } from '../functions/invoke-async';
import { type Plan, type SubscriptionPlan } from '../resources/plan';
import { queueEnvelope, functionEvent, topicMessage, type TopicMessage } from './topic-message';
import { SnsFault } from './sns-fault';

export interface TopicsOptions {
  readonly plan: Pick<Plan, 'topics' | 'subscriptions'>;
  readonly sendToQueue: (queueArn: string, message: QueueMessage, causes: Causes) => Promise<void>;
  readonly invoke: InvokeAsync;
}

/** Topics of SNS: what is published goes to every subscriber at once, and is kept nowhere. */
export class Topics {
  constructor(private readonly options: TopicsOptions) {}

  has(topicArn: string | undefined): boolean {
    return this.options.plan.topics.some(({ arn }) => arn === topicArn);
  }

  /** Gives the id of the message once every queue has it. Throws SnsFault. */
  async publish(
    topicArn: string,
    content: Pick<TopicMessage, 'message'> & Partial<TopicMessage>,
    causes: Causes = NO_CAUSES,
  ): Promise<string> {
    if (!this.has(topicArn)) throw new SnsFault('NotFound', 'Topic does not exist');
    const sent = topicMessage(topicArn, content);
    const subscriptions = this.options.plan.subscriptions.filter((each) => each.topicArn === topicArn);
    await Promise.all(subscriptions.map((subscription) => this.deliver(subscription, sent, causes)));
    return sent.messageId;
  }

  private async deliver(subscription: SubscriptionPlan, sent: TopicMessage, causes: Causes): Promise<void> {
    if (subscription.kind === 'function')
      return this.options.invoke(subscription.functionName, functionEvent(sent, subscription.arn), causes);
    const message = subscription.isRaw ? rawMessage(sent) : { body: queueEnvelope(sent) };
    return this.options.sendToQueue(subscription.queueArn, message, causes);
  }
}

const rawMessage = ({ message, attributes }: TopicMessage): QueueMessage => ({
  body: message,
  attributes: Object.fromEntries(
    Object.entries(attributes).map(([name, { Type, Value }]) => [
      name,
      { DataType: Type, StringValue: Value },
    ]),
  ),
});

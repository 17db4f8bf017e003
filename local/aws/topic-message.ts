import { randomUUID } from 'node:crypto';

/** An attribute of a message, as SNS hands it on. */
export interface MessageAttribute {
  readonly Type: string;
  readonly Value: string;
}

/** What was published to a topic, as its subscribers see it. */
export interface TopicMessage {
  readonly messageId: string;
  readonly topicArn: string;
  readonly subject?: string | undefined;
  readonly message: string;
  readonly timestamp: string;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
}

export const topicMessage = (
  topicArn: string,
  { message, subject, attributes = {} }: Partial<TopicMessage> & { readonly message: string },
): TopicMessage => ({
  messageId: randomUUID(),
  topicArn,
  subject,
  message,
  timestamp: new Date().toISOString(),
  attributes,
});

/** Nothing here is signed, and nobody can unsubscribe by a link. */
const NO_SIGNATURE = { SignatureVersion: '1', Signature: 'none' };

const common = (sent: TopicMessage): Record<string, unknown> => ({
  Type: 'Notification',
  MessageId: sent.messageId,
  TopicArn: sent.topicArn,
  ...(sent.subject !== undefined && { Subject: sent.subject }),
  Message: sent.message,
  Timestamp: sent.timestamp,
  ...NO_SIGNATURE,
});

/** What a queue gets that has not asked for the message alone. */
export const queueEnvelope = (sent: TopicMessage): string =>
  JSON.stringify({
    ...common(sent),
    SigningCertURL: '',
    UnsubscribeURL: '',
    ...(Object.keys(sent.attributes).length > 0 && { MessageAttributes: sent.attributes }),
  });

/** What a function is invoked with: always one record. */
export const functionEvent = (sent: TopicMessage, subscriptionArn: string): unknown => ({
  Records: [
    {
      EventSource: 'aws:sns',
      EventVersion: '1.0',
      EventSubscriptionArn: subscriptionArn,
      Sns: {
        ...common(sent),
        Subject: sent.subject ?? null,
        SigningCertUrl: '',
        UnsubscribeUrl: '',
        MessageAttributes: sent.attributes,
      },
    },
  ],
});

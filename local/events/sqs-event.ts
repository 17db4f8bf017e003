import { isObject, type JsonObject } from '../json';
import { type QueuePlan } from '../resources/plan';

const lowerFirst = (name: string): string => `${name.charAt(0).toLowerCase()}${name.slice(1)}`;

/** Lambda spells the members of a message attribute in lower case, and lists are always there. */
const messageAttributes = (attributes: unknown): JsonObject =>
  Object.fromEntries(
    Object.entries(isObject(attributes) ? attributes : {}).map(([name, value]) => [
      name,
      {
        stringListValues: [],
        binaryListValues: [],
        ...Object.fromEntries(
          Object.entries(isObject(value) ? value : {}).map(([key, item]) => [lowerFirst(key), item]),
        ),
      },
    ]),
  );

const record = (queue: QueuePlan, message: JsonObject): JsonObject => ({
  messageId: message['MessageId'],
  receiptHandle: message['ReceiptHandle'],
  body: message['Body'],
  attributes: message['Attributes'] ?? {},
  messageAttributes: messageAttributes(message['MessageAttributes']),
  ...(message['MD5OfMessageAttributes'] !== undefined && {
    md5OfMessageAttributes: message['MD5OfMessageAttributes'],
  }),
  md5OfBody: message['MD5OfBody'],
  eventSource: 'aws:sqs',
  eventSourceARN: queue.arn,
  awsRegion: queue.region,
});

export const sqsEvent = (queue: QueuePlan, messages: readonly JsonObject[]): JsonObject => ({
  Records: messages.map((message) => record(queue, message)),
});

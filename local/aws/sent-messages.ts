import { isObject, parseObject, textOf, type JsonObject } from '../json';

const listOf = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

/** The ids that a queue gave to what was sent. */
export const messageIdsIn = (operation: string, answer: Buffer): string[] => {
  if (operation !== 'SendMessage' && operation !== 'SendMessageBatch') return [];
  const { MessageId, Successful } = parseObject(answer.toString()) ?? {};
  const ids = [MessageId, ...listOf(Successful).map((entry) => entry['MessageId'])];
  return ids.map(textOf).filter((id) => id !== undefined);
};

/** The bytes of the bodies that a request sends. */
export const sentBytes = ({ MessageBody, Entries }: JsonObject): number =>
  [MessageBody, ...listOf(Entries).map((entry) => entry['MessageBody'])]
    .map((body) => Buffer.byteLength(textOf(body) ?? ''))
    .reduce((sum, bytes) => sum + bytes, 0);

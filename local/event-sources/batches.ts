import { type JsonObject } from '../json';

/** What Lambda takes as one event. */
const MAX_BATCH_BYTES = 6 * 1024 * 1024;

const bytesOf = (message: JsonObject): number => Buffer.byteLength(JSON.stringify(message));

/** Whether an event with these messages can take no more: by their number, or by the payload of 6 MB. */
export const isFull = (messages: readonly JsonObject[], batchSize: number): boolean =>
  messages.length >= batchSize ||
  messages.reduce((sum, message) => sum + bytesOf(message), 0) >= MAX_BATCH_BYTES;

/** Messages as events hold them, in order. One that is larger than an event may be is an event of its own. */
export const batchesOf = (messages: readonly JsonObject[], batchSize: number): JsonObject[][] => {
  const batches: JsonObject[][] = [];
  let bytes = 0;
  for (const message of messages) {
    const last = batches.at(-1);
    bytes += bytesOf(message);
    if (last && last.length < batchSize && bytes <= MAX_BATCH_BYTES) last.push(message);
    else {
      batches.push([message]);
      bytes = bytesOf(message);
    }
  }
  return batches;
};

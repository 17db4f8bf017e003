import { createHash } from 'node:crypto';

const epoch = Date.UTC(2024, 0, 1);

/**
 * Snowflake id of an entry as a decimal string: 41 bits of milliseconds since 2024-01-01 of `sentAt`, 10 bits of a
 * hash of the chat, the low 12 bits of `seq`. The chat takes the place of the worker, so no registry is needed; the id
 * is unique and ordered within a chat, not across chats.
 */
export function messageId(chatId: string, seq: number, sentAtMs: number): string {
  const chatBits = createHash('sha256').update(chatId).digest().readUInt16BE(0) >> 6;
  return String((BigInt(sentAtMs - epoch) << 22n) | (BigInt(chatBits) << 12n) | BigInt(seq % 4096));
}

/**
 * Time of an entry in milliseconds: never before the previous entry's, whatever this machine's clock says, and later
 * than it when the 12 bits of seq start again at 0, so that ids keep rising.
 */
export function nextSentAt(nowMs: number, seq: number, previousMs: number): number {
  return Math.max(nowMs, seq % 4096 === 0 ? previousMs + 1 : previousMs);
}

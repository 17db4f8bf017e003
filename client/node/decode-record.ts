import { type OutboxRecord } from '../outbox-storage';

/** Reads what `fileOutbox` wrote itself. @throws SyntaxError if it is not JSON */
export function decodeRecord(text: string): OutboxRecord {
  return JSON.parse(text) as OutboxRecord;
}

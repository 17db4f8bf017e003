import { type OutboxRecord } from '../outbox-storage';

/** A message in IndexedDB, and the tab whose it is. */
export interface StoredRecord {
  owner: string;
  record: OutboxRecord;
}

/** Reads what `indexedDbOutbox` wrote itself. */
export function decodeStored(value: unknown): StoredRecord {
  return value as StoredRecord;
}

/** Reads the name that a tab has said. */
export function decodeOwner(data: unknown): string {
  return String(data);
}

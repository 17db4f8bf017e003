import { type Media } from './wire/entry';

/** What a message says: text of 1 byte to 16 KB of UTF-8, or a picture or film that is stored elsewhere. */
export type Content =
  | { readonly contentType: 'TEXT'; readonly content: string }
  | { readonly contentType: 'IMAGE' | 'VIDEO'; readonly content: Media };

/** A message that the server has not acknowledged. */
export type OutboxRecord = Content & {
  readonly chatId: string;
  readonly clientMessageId: string;
  /** The newest entry known when it was first tried. Fixed once `isTried`: changing it could store the message twice. */
  readonly afterSeq: number;
  /** It may have reached the server. */
  readonly isTried: boolean;
  /** Milliseconds since 1970. */
  readonly queuedAt: number;
};

/** How long a storage may take to load, and to put. */
export const storageLimitMs = 10_000;

/**
 * Keeps the outbox. One that survives a restart must hold a record durably before `put` resolves: the client sends a
 * message only then. A record belongs to one user, and to one running client at a time: two that send the same message
 * could store it twice. What takes longer than 10 s counts as failed.
 */
export interface OutboxStorage {
  /**
   * All records that belong to this client from now on, in the order in which they were first put. Asked at every
   * connection: a storage that several clients share may give what another one has left. If it fails, the client goes on
   * without them and asks again, at the next connection at the latest; what comes late is sent when it comes.
   */
  load(): Promise<readonly OutboxRecord[]>;
  /**
   * Adds the record, or replaces the one with its clientMessageId in its place. If it fails when a message is to be sent,
   * that message fails with `outbox_failed`; should the storage have the record after all, it is removed.
   */
  put(record: OutboxRecord): Promise<void>;
  /** Forgets the record, if it is there: the message is settled. */
  remove(clientMessageId: string): Promise<void>;
  /**
   * For a storage that several clients share. A client gives it `onLeft` when it is made, to be called when another one has
   * left something that `load` gives. The function that comes back is called when the client is closed: what it has not sent
   * is the next one's.
   */
  attach?(onLeft: () => void): () => void;
}

/** The default: unsent messages end with the process. */
export function memoryOutbox(): OutboxStorage {
  const records = new Map<string, OutboxRecord>();
  return {
    load: () => Promise.resolve([...records.values()]),
    put: (record) => Promise.resolve(void records.set(record.clientMessageId, record)),
    remove: (clientMessageId) => Promise.resolve(void records.delete(clientMessageId)),
  };
}

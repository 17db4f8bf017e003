import { ChatError } from './errors';
import type { EntryBody, LogEntry } from './log-entry';
import type { Roster } from './roster';

/**
 * One try to add an entry to a chat. afterSeq: the last seq the client knew when it FIRST tried. requestedAt: when this
 * try came, in milliseconds since 1970.
 */
export interface Attempt {
  chatId: string;
  senderId: string;
  clientMessageId: string;
  afterSeq: number;
  requestedAt: number;
  /** For messages: "send the message". */
  purpose: string;
  /** What to write, as the chat is now; undefined when nothing is left to do. Throws ChatError if the sender may not. */
  bodyFor: (roster: Roster) => EntryBody | undefined;
  /** Whether an entry is what this attempt would have written at some time. */
  isSame: (entry: LogEntry) => boolean;
}

/** The entry that an earlier try has written. Throws ChatError bad_request for another one under the same clientMessageId. */
export function findOwn(attempt: Attempt, entries: readonly LogEntry[]): LogEntry | undefined {
  const own = entries.find(
    (entry) => entry.senderId === attempt.senderId && entry.clientMessageId === attempt.clientMessageId,
  );
  if (own === undefined || attempt.isSame(own)) return own;
  throw new ChatError(
    'bad_request',
    `unable to ${attempt.purpose}; its clientMessageId was used for something else`,
  );
}

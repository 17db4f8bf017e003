import { isDeepStrictEqual } from 'node:util';
import type { ChatEvent, Media, Message, Status } from '../../protocol';

/** What an entry says: a message of a person, or an event of the chat. */
export type EntryBody =
  | { contentType: 'TEXT'; content: string }
  | { contentType: 'IMAGE' | 'VIDEO'; content: Media }
  | { contentType: 'EVENT'; content: ChatEvent };

/**
 * One entry of a chat's log. seq: 1, 2, 3 … without gaps. ordinal: messages, not events, up to and with this one.
 * eventSeq: seq of the newest event up to and with this one. sentAt: ISO 8601, never before the previous entry's.
 * expiresAt: seconds since 1970.
 */
export type LogEntry = EntryBody & {
  chatId: string;
  seq: number;
  ordinal: number;
  eventSeq: number;
  messageId: string;
  senderId: string;
  clientMessageId: string;
  sentAt: string;
  expiresAt: number;
};

export type EventEntry = Extract<LogEntry, { contentType: 'EVENT' }>;

export function isEvent(entry: LogEntry): entry is EventEntry {
  return entry.contentType === 'EVENT';
}

/** Whether two tries are the same message: a client may not use one clientMessageId for two. */
export function hasSameBody(one: EntryBody, other: EntryBody): boolean {
  return one.contentType === other.contentType && isDeepStrictEqual(one.content, other.content);
}

/** The entry as clients see it. */
export function toMessage(entry: LogEntry, status: Status = 'SENT'): Message {
  const { seq, messageId, senderId, clientMessageId, sentAt } = entry;
  // Named one by one: what an entry may come to carry besides is not for clients.
  return { seq, messageId, senderId, clientMessageId, sentAt, status, ...bodyOf(entry) };
}

/** By cases, because the type of the content follows from that of the entry. */
function bodyOf(entry: EntryBody): EntryBody {
  switch (entry.contentType) {
    case 'TEXT':
      return { contentType: entry.contentType, content: entry.content };
    case 'EVENT':
      return { contentType: entry.contentType, content: entry.content };
    case 'IMAGE':
    case 'VIDEO':
      return { contentType: entry.contentType, content: entry.content };
  }
}

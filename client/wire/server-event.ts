import { type ChatInfo, chatInfo } from './chat-info';
import { count, oneOf, optional, time, variant } from './decode';
import { type Entry, entry } from './entry';
import { id } from './id';
import { type Receipt, receiptFields } from './receipts';

/** A member is typing, or has stopped. Nobody says it again: it holds for 5 s. */
export interface TypingEvent {
  readonly type: 'typing';
  readonly chatId: string;
  readonly userId: string;
  readonly state: 'started' | 'stopped';
}

/** A user whom the client watches has come online or gone offline. */
export interface PresenceEvent {
  readonly type: 'presence';
  readonly userId: string;
  readonly status: 'online' | 'offline';
  readonly lastSeen?: string | undefined;
  readonly at: string;
  /** Until then the watch would tell of the next change. */
  readonly validForSeconds: number;
}

interface ReceiptEvent extends Receipt {
  readonly type: 'receipt';
  readonly chatId: string;
}

/** What the server tells unasked: the events of the protocol, with room for entries of kinds to come. */
export type ServerEvent =
  | { readonly type: 'message'; readonly chatId: string; readonly message: Entry }
  | { readonly type: 'chat'; readonly chat: ChatInfo; readonly change: Entry }
  | ReceiptEvent
  | TypingEvent
  | PresenceEvent;

export const serverEvent = variant<ServerEvent, 'type'>('type', {
  message: { chatId: id, message: entry },
  chat: { chat: chatInfo, change: entry },
  receipt: { chatId: id, ...receiptFields },
  typing: { chatId: id, userId: id, state: oneOf('started', 'stopped') },
  presence: {
    userId: id,
    status: oneOf('online', 'offline'),
    lastSeen: optional(time),
    at: time,
    validForSeconds: count,
  },
});

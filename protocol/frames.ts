import * as v from 'valibot';
import { chat } from './chat';
import { id, seq, timestamp } from './ids';
import { message } from './message';

/** The server's answer to a request that it carried out; the fields of the action's response stand beside these. */
export const okFrame = v.looseObject({ type: v.literal('ok'), requestId: v.string() });

/** The server's answer to a request that it refused. requestId is absent when the frame had none that could be read. */
export const errorFrame = v.object({
  type: v.literal('error'),
  requestId: v.optional(v.string()),
  code: v.string(),
  message: v.string(),
  retryable: v.boolean(),
  retryAfterMs: v.optional(v.pipe(v.number(), v.integer())),
});

/** What API Gateway itself sends when it cannot get an answer: the outcome of that request is unknown. */
export const gatewayFrame = v.object({
  message: v.string(),
  connectionId: v.string(),
  requestId: v.string(),
});

/** A new entry of a chat. */
export const messageEvent = v.object({ type: v.literal('message'), chatId: id, message });

/** The chat itself changed: `change` is the EVENT entry that did it, and takes its place in the order of entries. */
export const chatChangedEvent = v.object({ type: v.literal('chat'), chat, change: message });

/** How far a member has got and read a chat. */
export const receiptEvent = v.object({
  type: v.literal('receipt'),
  chatId: id,
  userId: id,
  deliveredSeq: seq,
  readSeq: seq,
});

export const typingState = v.picklist(['started', 'stopped']);

/** A member is typing, or has stopped. Nobody says it again: it holds for 5 s. */
export const typingEvent = v.object({
  type: v.literal('typing'),
  chatId: id,
  userId: id,
  state: typingState,
});

/** unknown: nobody has heard of the user for 30 days, or the server cannot tell at present. */
export const presenceStatus = v.picklist(['online', 'offline', 'unknown']);

/** A user whom the caller watches has come online or gone offline. */
export const presenceEvent = v.object({
  type: v.literal('presence'),
  userId: id,
  status: v.picklist(['online', 'offline']),
  /** Of who is offline: when a device of theirs was last heard of. */
  lastSeen: v.optional(timestamp),
  /** When it happened. */
  at: timestamp,
  /** Until then the watch would tell of the next change. */
  validForSeconds: v.pipe(v.number(), v.integer(), v.minValue(0)),
});

export const event = v.variant('type', [
  messageEvent,
  chatChangedEvent,
  receiptEvent,
  typingEvent,
  presenceEvent,
]);

export type ErrorFrame = v.InferOutput<typeof errorFrame>;
export type ServerEvent = v.InferOutput<typeof event>;
/** An event that brings an entry of a chat's log. */
export type EntryEvent = Extract<ServerEvent, { type: 'message' | 'chat' }>;
export type TypingEvent = Extract<ServerEvent, { type: 'typing' }>;
export type PresenceEvent = Extract<ServerEvent, { type: 'presence' }>;
export type ReceiptEvent = Extract<ServerEvent, { type: 'receipt' }>;

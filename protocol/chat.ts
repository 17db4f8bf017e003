import * as v from 'valibot';
import { id, seq, timestamp } from './ids';
import { message, role } from './message';

/** A member as `getChat` tells it. joinedSeq: the first entry this member may see. */
export const member = v.object({
  userId: id,
  role,
  joinedSeq: seq,
});

/** lastSeq: where the log ended when this was read; the next afterSeq starts from it. members: in `getChat`, and for direct chats in
 * `listChats`. */
export const chat = v.object({
  chatId: id,
  type: v.picklist(['DIRECT', 'GROUP']),
  title: v.optional(v.string()),
  createdBy: id,
  createdAt: timestamp,
  memberCount: v.pipe(v.number(), v.integer()),
  lastSeq: seq,
  members: v.optional(v.array(member)),
});

/**
 * The caller's place in a chat. joinedSeq: the first entry they may see. deliveredSeq, readSeq: up to where it has
 * reached a device of theirs, and up to where they have read. mutedUntil: their phones keep still until then.
 */
export const cursors = v.object({
  joinedSeq: seq,
  deliveredSeq: seq,
  readSeq: seq,
  mutedUntil: v.optional(timestamp),
});

/**
 * A chat as the caller's list of chats shows it. lastMessage: the newest entry, cut short to at most 120 characters or
 * 10 members; `isCut` says so. Absent once retention has taken everything. unread: messages above
 * readSeq, 0 if the newest entry is a message of the caller's own.
 */
export const listedChat = v.object({
  ...chat.entries,
  lastMessage: v.optional(message),
  isCut: v.optional(v.literal(true)),
  unread: v.pipe(v.number(), v.integer()),
  cursors,
});

/** Up to where every one of some members has got and read a chat. */
export const receipts = v.object({ deliveredSeq: seq, readSeq: seq });

/** How far one member is, and since when. Whoever has read an entry has got it. */
export const memberReceipt = v.object({
  userId: id,
  deliveredSeq: seq,
  deliveredAt: v.optional(timestamp),
  readSeq: seq,
  readAt: v.optional(timestamp),
});

export type Member = v.InferOutput<typeof member>;
export type Chat = v.InferOutput<typeof chat>;
export type Cursors = v.InferOutput<typeof cursors>;
export type ListedChat = v.InferOutput<typeof listedChat>;

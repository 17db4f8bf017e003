import * as v from 'valibot';
import { receipts } from './chat';
import {
  addMembers,
  createChat,
  getChat,
  leaveChat,
  listChats,
  removeMember,
  updateChat,
} from './chat-actions';
import { registerDevice, unregisterDevice } from './device-actions';
import { clientMessageId, id, seq, timestamp, wellFormedString } from './ids';
import { limits } from './limits';
import { media, message, text } from './message';
import { getPresence, ping, watchPresence } from './presence-actions';
import { findUser, getUsers, updateProfile } from './profile-actions';
import { getReceipts, markDelivered, markRead, muteChat, typing } from './receipt-actions';
import { request } from './request';

const hello = {
  request: request('hello', {}),
  response: v.object({
    userId: id,
    connectionId: v.string(),
    serverTime: timestamp,
    heartbeatSeconds: v.pipe(v.number(), v.integer()),
    limits: v.record(v.string(), v.pipe(v.number(), v.integer())),
  }),
};

const sendMessage = {
  request: v.pipe(
    request('sendMessage', {
      chatId: id,
      clientMessageId,
      /** The last seq the client knew when it first tried this send; a retry repeats it. */
      afterSeq: seq,
      contentType: v.optional(v.picklist(['TEXT', 'IMAGE', 'VIDEO']), 'TEXT'),
      content: v.union([text, media]),
    }),
    v.check(
      (sent) => (sent.contentType === 'TEXT') === (typeof sent.content === 'string'),
      'content must be text for TEXT, and {url, mime, bytes, width, height} for IMAGE and VIDEO',
    ),
  ),
  response: v.object({
    chatId: id,
    clientMessageId: v.string(),
    messageId: v.string(),
    seq,
    sentAt: timestamp,
    status: v.literal('SENT'),
  }),
};

const getMessages = {
  request: v.pipe(
    request('getMessages', {
      chatId: id,
      /** `nextCursor` of the page before. */
      cursor: v.optional(v.pipe(wellFormedString, v.maxLength(64))),
      /** Entries below this seq, newest first. */
      before: v.optional(seq),
      /** Entries above this seq, oldest first. */
      after: v.optional(seq),
      limit: v.optional(
        v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.pageSize)),
        limits.defaultPageSize,
      ),
    }),
    v.check(
      ({ cursor, before, after }) => [cursor, before, after].filter((from) => from !== undefined).length <= 1,
      'only one of cursor, before and after may be given',
    ),
  ),
  response: v.object({
    messages: v.array(message),
    nextCursor: v.optional(v.string()),
    /** Up to where all other members are; absent in groups above 100. */
    receipts: v.optional(receipts),
  }),
};

const sync = {
  request: request('sync', {
    chats: v.pipe(
      v.array(v.strictObject({ chatId: id, afterSeq: seq })),
      v.minLength(1),
      v.maxLength(limits.chatsPerSync),
      v.check(
        (chats) => new Set(chats.map(({ chatId }) => chatId)).size === chats.length,
        'must name no chat twice',
      ),
    ),
  }),
  response: v.object({
    chats: v.array(
      v.object({
        chatId: id,
        messages: v.array(message),
        /** Ask again from the last seq received; true even with no messages when the frame was full. */
        more: v.boolean(),
        /** What lies between afterSeq and fromSeq cannot be had: forget it and go on from fromSeq. */
        reset: v.optional(v.object({ fromSeq: seq })),
        /** How far the other member of a direct chat is. */
        receipts: v.optional(receipts),
        /** The caller is not in this chat. */
        left: v.optional(v.literal(true)),
      }),
    ),
  }),
};

/** Every action with its request and the fields of its ok response: the single source of both sides' types. */
export const actions = {
  hello,
  ping,
  sendMessage,
  getMessages,
  sync,
  createChat,
  listChats,
  getChat,
  addMembers,
  removeMember,
  leaveChat,
  updateChat,
  markDelivered,
  markRead,
  getReceipts,
  typing,
  muteChat,
  registerDevice,
  unregisterDevice,
  getUsers,
  findUser,
  updateProfile,
  getPresence,
  watchPresence,
};

export type Action = keyof typeof actions;

/** A request as the server reads it, defaults filled in. */
export type RequestOf<A extends Action> = v.InferOutput<(typeof actions)[A]['request']>;

/** A request as the client writes it. */
export type RequestFields<A extends Action> = WithoutEnvelope<v.InferInput<(typeof actions)[A]['request']>>;

/** Takes each member of a union by itself: createChat has two forms. */
type WithoutEnvelope<R> = R extends unknown ? Omit<R, 'action' | 'requestId'> : never;

/** The fields of the ok response. */
export type ResponseOf<A extends Action> = v.InferOutput<(typeof actions)[A]['response']>;

export function isAction(action: unknown): action is Action {
  return typeof action === 'string' && Object.hasOwn(actions, action);
}

import * as v from 'valibot';
import { chat, listedChat } from './chat';
import { clientMessageId, id, requestId, seq, timestamp, wellFormedString } from './ids';
import { limits } from './limits';
import { media, message, role, text, title } from './message';

/**
 * A request object: unknown keys are refused. The prototype is cut off because valibot looks keys up with `in`,
 * which would find `__proto__` and `constructor` on an ordinary object and let them through.
 */
function request<const A extends string, E extends v.ObjectEntries>(action: A, fields: E) {
  const entries = { action: v.literal(action), requestId, ...fields };
  Object.setPrototypeOf(entries, null);
  return v.strictObject(entries);
}

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

const ping = {
  request: request('ping', {}),
  response: v.object({ serverTime: timestamp }),
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
  response: v.object({ messages: v.array(message), nextCursor: v.optional(v.string()) }),
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
        /** The caller is not in this chat. */
        left: v.optional(v.literal(true)),
      }),
    ),
  }),
};

/** One or more users, each once. */
const users = v.pipe(
  v.array(id),
  v.minLength(1),
  v.maxLength(limits.usersPerRequest),
  v.check((ids) => new Set(ids).size === ids.length, 'must name nobody twice'),
);

/** The fields of every request that adds an event to the log of a chat: a retry repeats them all. */
const change = { chatId: id, clientMessageId, afterSeq: seq };

const createChat = {
  request: v.variant('type', [
    request('createChat', { type: v.literal('DIRECT'), with: id }),
    request('createChat', {
      type: v.literal('GROUP'),
      title,
      /** The others; the caller is in it anyway, as OWNER. */
      members: users,
      /** A retry with the same id gives the same group. */
      clientMessageId,
    }),
  ]),
  response: v.object({ chat }),
};

const listChats = {
  request: request('listChats', {
    /** `nextCursor` of the page before. */
    cursor: v.optional(id),
    limit: v.optional(
      v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.chatsPerPage)),
      limits.chatsPerPage,
    ),
  }),
  /** In no order that means anything; a page may hold fewer chats than asked for, or none, and still have a nextCursor. */
  response: v.object({ chats: v.array(listedChat), nextCursor: v.optional(v.string()) }),
};

const getChat = {
  request: request('getChat', { chatId: id }),
  response: v.object({ chat }),
};

/** change: the entry that this request, or an earlier try of it, added. Absent if nothing was left to do. */
const changed = v.object({ chat, change: v.optional(message) });

const addMembers = {
  request: request('addMembers', { ...change, members: users }),
  response: changed,
};

const removeMember = {
  request: request('removeMember', { ...change, member: id }),
  response: changed,
};

const leaveChat = {
  request: request('leaveChat', change),
  response: changed,
};

const updateChat = {
  request: v.pipe(
    request('updateChat', {
      ...change,
      title: v.optional(title),
      roles: v.optional(
        v.pipe(
          v.array(v.strictObject({ userId: id, role })),
          v.minLength(1),
          v.maxLength(limits.usersPerRequest),
          v.check(
            (roles) => new Set(roles.map(({ userId }) => userId)).size === roles.length,
            'must name nobody twice',
          ),
        ),
      ),
    }),
    v.check(
      (update) => update.title !== undefined || update.roles !== undefined,
      'title or roles must be given',
    ),
  ),
  response: changed,
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

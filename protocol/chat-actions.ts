import * as v from 'valibot';
import { chat, listedChat } from './chat';
import { clientMessageId, id, seq } from './ids';
import { limits } from './limits';
import { message, role, title } from './message';
import { request } from './request';

/** One or more users, each once. */
const users = v.pipe(
  v.array(id),
  v.minLength(1),
  v.maxLength(limits.usersPerRequest),
  v.check((ids) => new Set(ids).size === ids.length, 'must name nobody twice'),
);

/** The fields of every request that adds an event to the log of a chat: a retry repeats them all. */
const change = { chatId: id, clientMessageId, afterSeq: seq };

export const createChat = {
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

export const listChats = {
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

export const getChat = {
  request: request('getChat', { chatId: id }),
  response: v.object({ chat }),
};

/** change: the entry that this request, or an earlier try of it, added. Absent if nothing was left to do. */
const changed = v.object({ chat, change: v.optional(message) });

export const addMembers = {
  request: request('addMembers', { ...change, members: users }),
  response: changed,
};

export const removeMember = {
  request: request('removeMember', { ...change, member: id }),
  response: changed,
};

export const leaveChat = {
  request: request('leaveChat', change),
  response: changed,
};

export const updateChat = {
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

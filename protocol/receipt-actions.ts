import * as v from 'valibot';
import { memberReceipt } from './chat';
import { typingState } from './frames';
import { id, moment, seq, timestamp } from './ids';
import { limits } from './limits';
import { request } from './request';

/** Chats, each once, with the seq of an entry up to which the caller has them. */
const cursorsToRaise = v.pipe(
  v.array(v.strictObject({ chatId: id, seq })),
  v.minLength(1),
  v.maxLength(limits.chatsPerReceipt),
  v.check(
    (chats) => new Set(chats.map(({ chatId }) => chatId)).size === chats.length,
    'must name no chat twice',
  ),
);

/** One element for each chat that was named: the cursors now in force, or why they were not raised. */
const cursorsInForce = v.object({
  chats: v.array(
    v.object({
      chatId: id,
      deliveredSeq: v.optional(seq),
      readSeq: v.optional(seq),
      /** not_found: the caller is not in the chat. bad_request: it has no entry at this seq that the caller may see. */
      code: v.optional(v.picklist(['not_found', 'bad_request'])),
    }),
  ),
});

export const markDelivered = {
  request: request('markDelivered', { chats: cursorsToRaise }),
  response: cursorsInForce,
};

export const markRead = {
  request: request('markRead', { chats: cursorsToRaise }),
  response: cursorsInForce,
};

export const getReceipts = {
  request: request('getReceipts', {
    chatId: id,
    /** `nextCursor` of the page before. */
    cursor: v.optional(id),
  }),
  /** Every member but the caller, by id. */
  response: v.object({ members: v.array(memberReceipt), nextCursor: v.optional(v.string()) }),
};

export const typing = {
  request: request('typing', { chatId: id, state: typingState }),
  response: v.object({}),
};

export const muteChat = {
  /** Without `until` the chat is muted no longer. */
  request: request('muteChat', { chatId: id, until: v.optional(moment) }),
  response: v.object({ mutedUntil: v.optional(timestamp) }),
};

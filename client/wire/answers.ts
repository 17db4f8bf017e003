import { type Action } from '../../protocol';
import { type ChatInfo, chatFields, chatInfo, type Cursors, cursors } from './chat-info';
import { boolean, count, type Decode, integer, list, object, oneOf, optional, string, time } from './decode';
import { type Entry, entry } from './entry';
import { id } from './id';
import { type UserPresence, userPresence } from './presence';
import { type Profile, profile } from './profile';
import { type MemberReceipt, memberReceipt, type Reached, reached } from './receipts';

interface Changed {
  chat: ChatInfo;
  /** The entry that the request, or an earlier try of it, added. */
  change?: Entry | undefined;
}

interface Marked {
  chatId: string;
  deliveredSeq?: number | undefined;
  readSeq?: number | undefined;
  code?: 'not_found' | 'bad_request' | undefined;
}

interface ListedChat extends ChatInfo {
  lastMessage?: Entry | undefined;
  isCut?: true | undefined;
  unread: number;
  cursors: Cursors;
}

/** What one chat of a `sync` has for the client. */
export interface ChatSync {
  chatId: string;
  messages: Entry[];
  /** Ask again from the last seq received. */
  more: boolean;
  /** What lies between afterSeq and fromSeq cannot be had. */
  reset?: { fromSeq: number } | undefined;
  receipts?: Reached | undefined;
  /** The user is not in the chat. */
  left?: true | undefined;
}

/** What the client reads of the answers: those of the protocol, with room for entries of kinds to come. */
interface Answers extends Record<Action, object> {
  hello: { userId: string; serverTime: string; heartbeatSeconds: number };
  sendMessage: { clientMessageId: string; messageId: string; seq: number; sentAt: string };
  getMessages: { messages: Entry[]; nextCursor?: string | undefined; receipts?: Reached | undefined };
  sync: { chats: ChatSync[] };
  createChat: { chat: ChatInfo };
  listChats: { chats: ListedChat[]; nextCursor?: string | undefined };
  getChat: { chat: ChatInfo };
  addMembers: Changed;
  removeMember: Changed;
  leaveChat: Changed;
  updateChat: Changed;
  markDelivered: { chats: Marked[] };
  markRead: { chats: Marked[] };
  getReceipts: { members: MemberReceipt[]; nextCursor?: string | undefined };
  registerDevice: { push: 'on' | 'off' };
  getUsers: { users: Profile[] };
  findUser: { user: Profile };
  updateProfile: { user: Profile };
  getPresence: { presence: UserPresence[]; at: string };
  watchPresence: { presence: UserPresence[]; at: string; validForSeconds: number };
}

export type Answer<A extends Action> = Answers[A];

const nextCursor = optional(string);
const nothing: Decode<object> = object({});
const withChat = object<{ chat: ChatInfo }>({ chat: chatInfo });
const changed = object<Changed>({ chat: chatInfo, change: optional(entry) });
const withUser = object<{ user: Profile }>({ user: profile });

const marked = object<{ chats: Marked[] }>({
  chats: list(
    object<Marked>({
      chatId: id,
      deliveredSeq: optional(count),
      readSeq: optional(count),
      code: optional(oneOf('not_found', 'bad_request')),
    }),
  ),
});

const listedChat = object<ListedChat>({
  ...chatFields,
  lastMessage: optional(entry),
  isCut: optional(oneOf(true)),
  unread: integer,
  cursors,
});

const chatSync = object<ChatSync>({
  chatId: id,
  messages: list(entry),
  more: boolean,
  reset: optional(object<{ fromSeq: number }>({ fromSeq: count })),
  receipts: optional(reached),
  left: optional(oneOf(true)),
});

const shown = { presence: list(userPresence), at: time };

export const answers: { readonly [A in Action]: Decode<Answers[A]> } = {
  hello: object<Answer<'hello'>>({ userId: id, serverTime: time, heartbeatSeconds: integer }),
  ping: nothing,
  sendMessage: object<Answer<'sendMessage'>>({
    clientMessageId: string,
    messageId: string,
    seq: count,
    sentAt: time,
  }),
  getMessages: object<Answer<'getMessages'>>({
    messages: list(entry),
    nextCursor,
    receipts: optional(reached),
  }),
  sync: object<Answer<'sync'>>({ chats: list(chatSync) }),
  createChat: withChat,
  listChats: object<Answer<'listChats'>>({ chats: list(listedChat), nextCursor }),
  getChat: withChat,
  addMembers: changed,
  removeMember: changed,
  leaveChat: changed,
  updateChat: changed,
  markDelivered: marked,
  markRead: marked,
  getReceipts: object<Answer<'getReceipts'>>({ members: list(memberReceipt), nextCursor }),
  typing: nothing,
  muteChat: nothing,
  registerDevice: object<Answer<'registerDevice'>>({ push: oneOf('on', 'off') }),
  unregisterDevice: nothing,
  getUsers: object<Answer<'getUsers'>>({ users: list(profile) }),
  findUser: withUser,
  updateProfile: withUser,
  getPresence: object<Answer<'getPresence'>>(shown),
  watchPresence: object<Answer<'watchPresence'>>({ ...shown, validForSeconds: count }),
};

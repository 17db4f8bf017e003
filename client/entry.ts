import * as v from 'valibot';
import {
  actions,
  chatChangedEvent,
  message,
  messageEvent,
  presenceEvent,
  receiptEvent,
  typingEvent,
} from '../protocol';

/**
 * An entry of a kind that this version of the client does not know. It still has its place in the order: dropping it
 * would leave a gap that no sync could fill.
 */
const unknownEntry = v.pipe(
  v.object({ ...message.options[0].entries, contentType: v.string(), content: v.unknown() }),
  v.transform((read) => ({ ...read, contentType: 'UNKNOWN' as const })),
);

const entry = v.union([message, unknownEntry]);

const listedChat = v.object({
  ...actions.listChats.response.entries.chats.item.entries,
  lastMessage: v.optional(entry),
});

const changed = v.object({ ...actions.addMembers.response.entries, change: v.optional(entry) });

/** Answers and events as the client reads them: the protocol's, with room for entries of kinds to come. */
export const responses = {
  hello: actions.hello.response,
  ping: actions.ping.response,
  sendMessage: actions.sendMessage.response,
  createChat: actions.createChat.response,
  listChats: v.object({ ...actions.listChats.response.entries, chats: v.array(listedChat) }),
  getChat: actions.getChat.response,
  addMembers: changed,
  removeMember: changed,
  leaveChat: changed,
  updateChat: changed,
  markDelivered: actions.markDelivered.response,
  markRead: actions.markRead.response,
  getReceipts: actions.getReceipts.response,
  typing: actions.typing.response,
  muteChat: actions.muteChat.response,
  registerDevice: actions.registerDevice.response,
  unregisterDevice: actions.unregisterDevice.response,
  getUsers: actions.getUsers.response,
  findUser: actions.findUser.response,
  updateProfile: actions.updateProfile.response,
  getPresence: actions.getPresence.response,
  watchPresence: actions.watchPresence.response,
  getMessages: v.object({ ...actions.getMessages.response.entries, messages: v.array(entry) }),
  sync: v.object({
    chats: v.array(
      v.object({ ...actions.sync.response.entries.chats.item.entries, messages: v.array(entry) }),
    ),
  }),
};

export const events = v.variant('type', [
  v.object({ ...messageEvent.entries, message: entry }),
  v.object({ ...chatChangedEvent.entries, change: entry }),
  receiptEvent,
  typingEvent,
  presenceEvent,
]);

/** One entry of a chat: a message of a person, an event of the chat (`contentType: 'EVENT'`), or one of a kind to come. */
export type Entry = v.InferOutput<typeof entry>;
export type Answer<A extends keyof typeof responses> = v.InferOutput<(typeof responses)[A]>;
export type ChatSync = Answer<'sync'>['chats'][number];
export type ServerEvent = v.InferOutput<typeof events>;

import type { ActionsWords } from './documented';

export const chatWords: ActionsWords<'createChat' | 'listChats' | 'getChat'> = {
  createChat: {
    does: 'Opens the direct chat with a user, creating it if there is none, or creates a group. The id of a direct chat follows from its two users, the id of a group from its creator and `clientMessageId`, so that creating twice gives the same chat.',
    who: 'Everyone. The creator of a group is its `OWNER`, the others are `MEMBER`s; both users of a direct chat are `MEMBER`s.',
    retry: 'Safe with the same bytes: it gives the same chat, as it is now.',
    request: {
      type: 'What kind of chat.',
      with: 'The other user; not yourself.',
      title: 'What the group is called.',
      members: 'The others, each once. You are in the group anyway.',
      clientMessageId: 'Your id of this group, the same in every retry.',
    },
    response: { chat: 'The new chat, or the one that was there, without `members`.' },
    errors: {
      bad_request:
        '`with` is yourself; or `clientMessageId` was used for a group with another title or other members.',
      not_found: 'You have created this group before and are not in it any more.',
      too_large: 'The title has too many bytes.',
    },
  },
  listChats: {
    does: 'Reads one page of the chats that you are in, each with its newest entry and with what is unread. They come in no order that means anything: load all pages, then sort by `lastMessage.sentAt`.',
    who: 'Everyone.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: {
      cursor: '`nextCursor` of the page before.',
      limit: 'How many chats the page may have.',
    },
    response: {
      chats: 'The chats. A page may have fewer than `limit`, or none, and still not be the last.',
      nextCursor: 'Ask for the next page with it. Only its absence means that there is nothing more.',
    },
    errors: {},
  },
  getChat: {
    does: 'Reads a chat with its members and their roles.',
    who: 'Members of the chat.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: { chatId: 'The chat.' },
    response: { chat: 'The chat with `members`.' },
    errors: { not_found: 'There is no such chat, or you are not in it.' },
  },
};

import { type Call } from './caller';
import { loadPages } from './load-pages';
import { type Answer } from './wire/answers';
import { type ChatInfo, type Cursors } from './wire/chat-info';
import { type Entry } from './wire/entry';

/** A chat of the user as it was when the list was loaded. */
export interface ListedChat {
  readonly chatId: string;
  /** With `members` if it is a direct chat. */
  readonly info: ChatInfo;
  /** The newest entry; text is cut after 120 characters, lists after 10. Absent once all entries have expired. */
  readonly lastMessage?: Entry;
  /** `lastMessage` is not all there is of it. */
  readonly isCut?: true;
  /** Messages above the read cursor; 0 if the newest entry is a message of the user's own. */
  readonly unread: number;
  readonly cursors: Cursors;
}

/** All pages, the chat with the latest activity first. The server lists them by id. */
export async function loadChatList(call: Call): Promise<ListedChat[]> {
  const pages = await loadPages((from) => call('listChats', from));
  const listed = pages.flatMap(({ chats }): ListedChat[] => chats.map(asListed));
  return listed.sort(byActivity);
}

/** The latest activity first. */
export function byActivity(one: ListedChat, other: ListedChat): number {
  return activityOf(other) - activityOf(one);
}

function asListed({ lastMessage, isCut, unread, cursors, ...info }: Answer<'listChats'>['chats'][number]) {
  return {
    chatId: info.chatId,
    info,
    ...(lastMessage && { lastMessage }),
    ...(isCut && { isCut }),
    unread,
    cursors,
  };
}

function activityOf({ lastMessage, info }: ListedChat): number {
  return Date.parse(lastMessage?.sentAt ?? info.createdAt);
}

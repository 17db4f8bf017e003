import { type Call } from './caller';
import { type ChatSync } from './wire/answers';
import { type Entry } from './wire/entry';

export interface OwnEntrySearch {
  chatId: string;
  afterSeq: number;
  isOwn: (entry: Entry) => boolean;
  /** Gets every page that was read. */
  onRead: (page: ChatSync) => void;
}

export interface OwnEntryResult {
  own: Entry | undefined;
  headSeq: number;
  /** False if some entries could not be seen: a message that was not found may be among them. */
  isCertain: boolean;
}

/** Reads a chat from `afterSeq` to its head, looking for an entry of one's own. */
export async function findOwnEntry(call: Call, search: OwnEntrySearch): Promise<OwnEntryResult> {
  const result: OwnEntryResult = { own: undefined, headSeq: search.afterSeq, isCertain: true };
  for (;;) {
    const { chats } = await call('sync', { chats: [{ chatId: search.chatId, afterSeq: result.headSeq }] });
    const page = chats.find((chat) => chat.chatId === search.chatId);
    if (page) search.onRead(page);
    if (!page || page.left) return { ...result, isCertain: false };
    const before = result.headSeq;
    if (page.reset) {
      result.isCertain = false;
      result.headSeq = page.reset.fromSeq - 1;
    }
    result.own ??= page.messages.find(search.isOwn);
    result.headSeq = Math.max(result.headSeq, ...page.messages.map((entry) => entry.seq));
    if (result.own || !page.more) return result;
    if (result.headSeq === before) return { ...result, isCertain: false };
  }
}

import { limits, type RequestOf, type ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { FrameBudget } from './frame-budget';
import { type LogEntry, toMessage } from './log-entry';
import type { LogPage } from './ports';
import { readAs } from './read-chat';

type SyncedChat = ResponseOf<'sync'>['chats'][number];
type Named = RequestOf<'sync'>['chats'][number];

/** Chats whose logs are read at the same time. */
const chatsAtOnce = 10;

/**
 * What each named chat has above the client's afterSeq, oldest first. Every named chat is answered: with `more` when
 * its page or the frame was full, with `reset` when what follows afterSeq cannot be had, with `left` when the caller is
 * not in it or it does not exist.
 */
export async function syncChats(
  ports: RosterPorts,
  caller: Caller,
  { chats }: RequestOf<'sync'>,
): Promise<ResponseOf<'sync'>> {
  const budget = new FrameBudget();
  const answers: SyncedChat[] = [];
  for (let at = 0; at < chats.length; at += chatsAtOnce) {
    const named = chats.slice(at, at + chatsAtOnce);
    if (budget.isSpent) answers.push(...named.map(({ chatId }) => ({ chatId, messages: [], more: true })));
    else {
      const synced = await Promise.all(named.map((chat) => syncChat(ports, caller.userId, chat)));
      answers.push(...synced.map((chat) => cutToFit(budget, chat)));
    }
  }
  return { chats: answers };
}

async function syncChat(
  ports: RosterPorts,
  userId: string,
  { chatId, afterSeq }: Named,
): Promise<SyncedChat> {
  const page = await ports.log.listFrom(chatId, Math.max(afterSeq, 1), limits.pageSize);
  const entries =
    page.entries.length > 0 ? page.entries : (await ports.log.listBefore(chatId, undefined, 1)).entries;
  const reading = await readAs(ports, userId, { chatId, entries });
  if (reading === undefined) return { chatId, messages: [], more: false, left: true };
  const { joinedSeq } = reading;
  // Above the head: the log that the client knew is not this one.
  if (page.entries.length === 0) return { chatId, messages: [], more: true, reset: { fromSeq: joinedSeq } };
  const shown = page.entries.filter((entry) => entry.seq > afterSeq && entry.seq >= joinedSeq);
  const fromSeq = firstSeq(page, afterSeq, joinedSeq);
  return {
    chatId,
    messages: shown.map(toMessage),
    more: page.more,
    ...(fromSeq > afterSeq + 1 ? { reset: { fromSeq } } : {}),
  };
}

/** The first seq above afterSeq that the reader can have: later than afterSeq + 1 if entries are hidden or gone. */
function firstSeq(page: LogPage, afterSeq: number, joinedSeq: number): number {
  const next: LogEntry | undefined = page.entries.find((entry) => entry.seq > afterSeq);
  return Math.max(next?.seq ?? afterSeq + 1, joinedSeq);
}

function cutToFit(budget: FrameBudget, chat: SyncedChat): SyncedChat {
  const messages = budget.take(chat.messages);
  return messages.length === chat.messages.length ? chat : { ...chat, messages, more: true };
}

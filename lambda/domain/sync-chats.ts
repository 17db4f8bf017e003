import { limits, type RequestOf, type ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { FrameBudget } from './frame-budget';
import { toMessage } from './log-entry';
import type { LogPage } from './ports';
import { readAs, type Reading } from './read-chat';
import { floorWithout, readProgress, statusOf } from './receipts';
import { sliceItems } from './slice-items';

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
  for (const named of sliceItems(chats, chatsAtOnce)) {
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
  // The log that the client knew is not this one.
  if (!page.more && afterSeq > reading.end.seq) {
    return { chatId, messages: [], more: true, reset: { fromSeq: reading.joinedSeq } };
  }
  const visible = page.entries.filter((entry) => entry.seq > afterSeq && reading.shows(entry));
  const shown = visible.filter((entry, index) => entry.seq === (visible[0]?.seq ?? 0) + index);
  // Of direct chats alone: a device that opens would read every member of every group.
  const isDirect = reading.roster.type === 'DIRECT';
  const progress = isDirect ? await readProgress(ports, chatId, reading.roster) : undefined;
  const receipts = progress && floorWithout(progress, userId);
  const fromSeq = Math.max(reading.joinedSeq, visible[0]?.seq ?? nextSeq(page, reading));
  return {
    chatId,
    messages: shown.map((entry) => toMessage(entry, statusOf(entry, progress))),
    more: page.more || shown.length < visible.length,
    ...(receipts === undefined ? {} : { receipts }),
    ...(fromSeq > afterSeq + 1 ? { reset: { fromSeq } } : {}),
  };
}

/** Where the reader goes on when the page shows nothing: all of it was known, has expired or is older than their membership. */
function nextSeq(page: LogPage, { end }: Reading): number {
  return 1 + (page.more ? (page.entries.at(-1)?.seq ?? 0) : end.seq);
}

function cutToFit(budget: FrameBudget, chat: SyncedChat): SyncedChat {
  const messages = budget.take(chat.messages);
  return messages.length === chat.messages.length ? chat : { ...chat, messages, more: true };
}

import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { FrameBudget } from './frame-budget';
import { type LogEntry, toMessage } from './log-entry';
import type { LogPage } from './ports';
import { decodeCursor, encodeCursor, type PageStart } from './page-cursor';
import { readAsMember } from './read-chat';
import { floorWithout, readProgress, statusOf } from './receipts';

/**
 * One page of history, newest first unless `after` (or its cursor) asks for oldest first. The page ends early when the
 * frame is full. nextCursor is absent at the end of what the caller may see. Read upwards, a page may be empty and have
 * one: what it would show has expired, or is older than the caller's membership.
 */
export async function getMessages(
  ports: RosterPorts,
  caller: Caller,
  request: RequestOf<'getMessages'>,
): Promise<ResponseOf<'getMessages'>> {
  const { chatId, limit } = request;
  const start = startOf(request);
  const [page, newest] = await Promise.all([
    readPage(ports, chatId, { start, limit }),
    readNewest(ports, chatId, start),
  ]);
  const { shows, roster } = await readAsMember(ports, caller.userId, {
    chatId,
    entries: [...page.entries, ...newest],
  });
  const visible = page.entries.filter(shows);
  const progress = await readProgress(ports, chatId, roster);
  const messages = new FrameBudget().take(
    visible.map((entry) => toMessage(entry, statusOf(entry, progress))),
  );
  const receipts = progress && floorWithout(progress, caller.userId);
  const answer = { messages, ...(receipts === undefined ? {} : { receipts }) };
  const isCut = messages.length < visible.length;
  const isEnd = start.direction === 'before' && visible.length < page.entries.length;
  if (!isCut && (isEnd || !page.more)) return answer;
  const last = isCut ? messages.at(-1) : page.entries.at(-1);
  if (last === undefined) return answer;
  return { ...answer, nextCursor: encodeCursor({ direction: start.direction, seq: last.seq }) };
}

function startOf({ cursor, before, after }: RequestOf<'getMessages'>): PageStart {
  if (cursor !== undefined) return decodeCursor(cursor);
  return after === undefined ? { direction: 'before', seq: before } : { direction: 'after', seq: after };
}

function readPage(
  { log }: RosterPorts,
  chatId: string,
  { start, limit }: { start: PageStart; limit: number },
): Promise<LogPage> {
  return start.direction === 'after'
    ? log.listFrom(chatId, start.seq + 1, limit)
    : log.listBefore(chatId, start.seq, limit);
}

/** The newest entry tells whether the stored roster is up to date; a page from the newest down holds it already. */
async function readNewest({ log }: RosterPorts, chatId: string, start: PageStart): Promise<LogEntry[]> {
  if (start.direction === 'before' && start.seq === undefined) return [];
  return (await log.listBefore(chatId, undefined, 1)).entries;
}

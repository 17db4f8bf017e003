import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { FrameBudget } from './frame-budget';
import { type LogEntry, toMessage } from './log-entry';
import type { LogPage } from './ports';
import { decodeCursor, encodeCursor, type PageStart } from './page-cursor';
import { readAsMember } from './read-chat';

/**
 * One page of history, newest first unless `after` (or its cursor) asks for oldest first. The page ends early when the
 * frame is full. nextCursor is absent at the end of what the caller may see.
 */
export async function getMessages(
  ports: RosterPorts,
  caller: Caller,
  request: RequestOf<'getMessages'>,
): Promise<ResponseOf<'getMessages'>> {
  const { chatId, limit } = request;
  const start = startOf(request);
  const [page, head] = await Promise.all([
    readPage(ports, chatId, { start, limit }),
    readHead(ports, chatId, start),
  ]);
  const { joinedSeq } = await readAsMember(ports, caller.userId, {
    chatId,
    entries: [...page.entries, ...head],
  });
  const visible = page.entries.filter((entry) => entry.seq >= joinedSeq);
  const messages = new FrameBudget().take(visible.map(toMessage));
  const last = messages.at(-1)?.seq;
  const isCut = messages.length < visible.length;
  const isEnd = start.direction === 'before' && visible.length < page.entries.length;
  if (last === undefined || (!isCut && (isEnd || !page.more))) return { messages };
  return { messages, nextCursor: encodeCursor({ direction: start.direction, seq: last }) };
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
async function readHead({ log }: RosterPorts, chatId: string, start: PageStart): Promise<LogEntry[]> {
  if (start.direction === 'before' && start.seq === undefined) return [];
  return (await log.listBefore(chatId, undefined, 1)).entries;
}

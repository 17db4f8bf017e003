import { limits } from '../../protocol';
import { type Attempt, findOwn } from './attempt';
import { completeRoster, type RosterPorts } from './complete-roster';
import { ChatError, chatNotFound } from './errors';
import type { LogEntry } from './log-entry';
import { type LogEnd, logEnd, reservedAtOnce } from './log-end';
import type { Roster } from './roster';

/** A chat as of the end of its log. own: the entry that an earlier try has written. tail: what was read of the log. */
export interface Head {
  end: LogEnd;
  roster: Roster;
  own: LogEntry | undefined;
  tail: readonly LogEntry[];
}

/**
 * Reads the log from afterSeq to its end, and brings the roster up to it. The own entry is looked for before
 * membership is: who was removed meanwhile must still learn that their message was stored.
 *
 * Throws ChatError not_found if the sender is not in the chat, stale_attempt if afterSeq is not an entry of the log's
 * last 200, bad_request if the clientMessageId stands for something else.
 */
export async function readHead(ports: RosterPorts, attempt: Attempt, afterSeq: number): Promise<Head> {
  const { chatId } = attempt;
  const [stored, page] = await Promise.all([
    ports.chats.getRoster(chatId),
    ports.log.listFrom(chatId, Math.max(afterSeq, 1), limits.entriesBehind),
  ]);
  const tail = page.entries;
  const isConnected = !page.more && startsAt(afterSeq, tail);
  const read = isConnected ? tail : (await ports.log.listBefore(chatId, undefined, 1)).entries;
  const own = findOwn(attempt, tail);
  const roster = await completeRoster(ports, stored, read);
  if (roster === undefined) throw chatNotFound();
  if (!roster.members.has(attempt.senderId) && own === undefined) throw chatNotFound();
  const end = logEnd(read.at(-1), roster, ports.runtime.now());
  // An end without an entry is known to clients all the same: answers name it as lastSeq.
  const isAtBareEnd = end.isBare && tail.length === 0 && end.seq === afterSeq;
  if (isConnected || isAtBareEnd) return { end, roster, own, tail };
  throw new ChatError(
    'stale_attempt',
    `unable to ${attempt.purpose}; afterSeq is not a recent entry of the chat`,
  );
}

/**
 * Whether no entry can lie between afterSeq and the tail: else a first try could hide there, and the message be written
 * twice. The tail starts with the entry at afterSeq, or right behind it where a log was started anew without one.
 */
function startsAt(afterSeq: number, tail: readonly LogEntry[]): boolean {
  const firstSeq = tail[0]?.seq;
  return (
    firstSeq === Math.max(afterSeq, 1) ||
    (firstSeq !== undefined && firstSeq === afterSeq + 1 && firstSeq % reservedAtOnce === 0)
  );
}

import { type Attempt, findOwn } from './attempt';
import type { RosterPorts } from './complete-roster';
import { ChatError, chatNotFound } from './errors';
import { isEvent, type LogEntry } from './log-entry';
import { type LogEnd, reservedAtOnce } from './log-end';
import { nextEntry } from './next-entry';
import type { CheckQueue, Runtime } from './ports';
import { readHead } from './read-head';
import { refuseFlood } from './refuse-flood';
import { foldEvent, type Roster } from './roster';

/** Conflicts in a row after which walking on is worse than a pause and a new read. */
const conflictsBeforePause = 6;
export const conflictsBeforeBusy = 20;
const pauseMs = 50;

/** The client calls an outcome unknown after 10 s: a write must not start when it may have given up. */
const writeWithinMs = 8_000;

/** An entry is never older than the one before. Clocks that differ by more than this show in its time. */
const toleratedSkewMs = 1_000;

export interface AppendPorts extends RosterPorts {
  runtime: Runtime;
  checks: CheckQueue;
  retentionDays: number;
}

/**
 * entry: what was written now or by an earlier try; undefined if there was nothing left to do. roster: at least as new
 * as the entry. lastSeq: where the log ended, at least the entry's seq.
 */
export interface Appended {
  entry: LogEntry | undefined;
  roster: Roster;
  lastSeq: number;
}

/** Where to write next. undefined: read again. */
type Position = { end: LogEnd; roster: Roster } | undefined;

/**
 * Writes one entry at the end of a chat's log, exactly once however often it is tried:
 * 1. have the delivery checked later, and meanwhile read the tail from afterSeq, and the roster;
 * 2. an entry with this clientMessageId in the tail is this message: return it;
 * 3. bring the roster up to the tail; the sender must be in it;
 * 4. write at the next seq, on the condition that it is free;
 * 5. taken: by this message after all, or by another one: take it in and go to 4.
 * To commit at n+1 a writer has seen every entry up to n, so two tries of one message can never both commit.
 *
 * Throws ChatError not_found, stale_attempt, bad_request (same id, other content), rate_limited, busy, unavailable, and
 * what the attempt's bodyFor throws.
 */
export async function appendEntry(ports: AppendPorts, attempt: Attempt): Promise<Appended> {
  let position: Position;
  const { chatId, senderId, clientMessageId, afterSeq } = attempt;
  // Waited for before the write: whoever dies right after it has provided for the rest.
  const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq });
  let seenSeq = afterSeq;
  for (let conflicts = 0; conflicts < conflictsBeforeBusy; conflicts++) {
    if (conflicts > 0 && conflicts % conflictsBeforePause === 0) {
      await ports.runtime.sleep(pauseMs * (0.5 + ports.runtime.random()));
      position = undefined;
    }
    if (position === undefined) {
      const [{ end, roster, own, tail }] = await Promise.all([readHead(ports, attempt, seenSeq), queueing]);
      if (own !== undefined) return { entry: own, roster, lastSeq: end.seq };
      if (conflicts === 0) refuseFlood(ports.runtime, attempt, tail);
      position = { end, roster };
    }
    const written = await writeNext(ports, attempt, position);
    if ('lastSeq' in written) return written;
    position = written.position;
    seenSeq = position?.end.seq ?? seenSeq;
  }
  throw new ChatError('busy', `unable to ${attempt.purpose}; too many others are writing to the chat`);
}

/** Steps 4 and 5 once: done, or the position that a conflict showed. */
async function writeNext(
  ports: AppendPorts,
  attempt: Attempt,
  { end, roster }: NonNullable<Position>,
): Promise<Appended | { position: Position }> {
  const body = attempt.bodyFor(roster);
  if (body === undefined) return { entry: undefined, roster, lastSeq: end.seq };
  const nowMs = ports.runtime.now();
  if (nowMs - attempt.requestedAt > writeWithinMs) {
    throw new ChatError('unavailable', `unable to ${attempt.purpose}; it took too long`);
  }
  if (Date.parse(end.sentAt) - nowMs > toleratedSkewMs) ports.runtime.count('clock_behind');
  const { chatId, senderId, clientMessageId } = attempt;
  const draft = { chatId, senderId, clientMessageId, ...body };
  const entry = nextEntry(draft, end, { nowMs, retentionDays: ports.retentionDays });
  if (!(await reserve(ports, entry, { end, roster }))) return { position: undefined };
  const taken = await ports.log.append(entry);
  if (taken === undefined) return { entry, roster: afterEntry(roster, entry), lastSeq: entry.seq };
  const own = findOwn(attempt, [taken]);
  const position = { end: taken, roster: afterEntry(roster, taken) };
  if (own !== undefined) return { entry: own, roster: position.roster, lastSeq: own.seq };
  if (!position.roster.members.has(senderId)) throw chatNotFound();
  return { position };
}

/**
 * Before the first of each thousand numbers is used, the thousand is reserved: retention may later delete every entry
 * that shows that they were used. Returns false when someone else has reserved since the roster was read: they may be
 * about to write elsewhere.
 */
async function reserve(
  { chats }: AppendPorts,
  { chatId, seq, expiresAt }: LogEntry,
  { end, roster: { floor } }: NonNullable<Position>,
): Promise<boolean> {
  const reservedSeq = floor?.seq ?? 0;
  if (seq % reservedAtOnce !== 0 || reservedSeq >= seq) return true;
  const restartSeq = end.isBare ? seq : floor?.restartSeq;
  const raised = { seq, expiresAt, ...(restartSeq === undefined ? {} : { restartSeq }) };
  return chats.raiseFloor(chatId, raised, reservedSeq);
}

function afterEntry(roster: Roster, entry: LogEntry): Roster {
  return isEvent(entry) ? foldEvent(roster, entry) : roster;
}

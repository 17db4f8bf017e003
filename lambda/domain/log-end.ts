import type { LogEntry } from './log-entry';
import type { Roster } from './roster';

/** Numbers are reserved this many at a time: a chat costs one more write per thousand entries. */
export const reservedAtOnce = 1000;

/**
 * A floor counts as expired an hour early, so that clocks that differ by minutes agree on what may have been written.
 * Entries must be kept for longer; the simulation, which keeps them for seconds by one clock, sets it to 0.
 */
export const floorTolerance = { seconds: 3600 };

/** What the next entry follows: place and time of the newest entry, or of a stand-in for it (isBare). */
export type LogEnd = Pick<LogEntry, 'seq' | 'ordinal' | 'eventSeq' | 'sentAt'> & { isBare?: true };

/**
 * Where a log ends. That is its newest entry as long as this has not expired: sentAt and so expiresAt never fall, so
 * nothing behind it can have been deleted. Else numbers above the newest survivor may have been used and deleted; then
 * the log ends, without any entry, just below a number that surely never was: the floor if it was reserved so lately
 * that an entry there would still be alive, else the next thousand above the floor.
 */
export function logEnd(newest: LogEntry | undefined, roster: Roster, nowMs: number): LogEnd {
  if (newest !== undefined && !isExpired(newest, nowMs)) return newest;
  const seq = restartSeq(newest?.seq ?? 0, roster, nowMs) - 1;
  const sentAt = newest?.sentAt ?? roster.createdAt;
  return { seq, ordinal: seq, eventSeq: roster.eventSeq, sentAt, isBare: true };
}

/** Readers never see it, although the store may keep it for days more. */
export function isExpired({ expiresAt }: Pick<LogEntry, 'expiresAt'>, nowMs: number): boolean {
  return expiresAt * 1000 <= nowMs;
}

function restartSeq(survivorSeq: number, { floor }: Roster, nowMs: number): number {
  const { seq, expiresAt } = floor ?? { seq: 0, expiresAt: 0 };
  if (seq > survivorSeq && (expiresAt - floorTolerance.seconds) * 1000 > nowMs) return seq;
  const above = Math.max(seq, survivorSeq);
  return above - (above % reservedAtOnce) + reservedAtOnce;
}

import { limits } from '../../protocol';
import type { Attempt } from './attempt';
import { ChatError } from './errors';
import type { LogEntry } from './log-entry';
import type { Runtime } from './ports';

/**
 * Refuses a sender who has added more than may be in the last second, as far as the tail shows it. Costs nothing, because
 * the tail is read anyway; it stops those who send without waiting for the acknowledgement. What adds no entry (typing,
 * marking, reading) leaves nothing that could be counted for free: the stage's throttling alone limits that, for all
 * clients together.
 */
export function refuseFlood(
  runtime: Pick<Runtime, 'now'>,
  { senderId, purpose }: Attempt,
  tail: readonly LogEntry[],
): void {
  const since = runtime.now() - 1000;
  const recent = tail.filter((entry) => entry.senderId === senderId && Date.parse(entry.sentAt) > since);
  const oldest = recent[0];
  if (oldest === undefined || recent.length < limits.entriesPerSecond) return;
  const retryAfterMs = Math.max(1, Math.ceil(Date.parse(oldest.sentAt) - since));
  throw new ChatError(
    'rate_limited',
    `unable to ${purpose}; more than ${limits.entriesPerSecond} entries in a second`,
    retryAfterMs,
  );
}

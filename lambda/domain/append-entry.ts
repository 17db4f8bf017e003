import { completeRoster, type RosterPorts } from './complete-roster';
import { ChatError, chatNotFound } from './errors';
import { hasSameBody, isEvent, type LogEntry } from './log-entry';
import { type EntryDraft, nextEntry } from './next-entry';
import type { Runtime } from './ports';
import { foldEvent, type Roster } from './roster';

/** Entries that a try may be behind the head; a client further behind must sync first. */
export const tailLimit = 200;

/** Conflicts in a row after which walking on is worse than a pause and a new read. */
const conflictsBeforePause = 6;
const conflictsBeforeBusy = 20;
const pauseMs = 50;

/** Messages of one sender in one chat within one second, as far as the tail shows them. */
const messagesPerSecond = 20;

/** The client calls an outcome unknown after 10 s: a write must not start when it may have given up. */
const writeWithinMs = 8_000;

export interface AppendPorts extends RosterPorts {
  runtime: Runtime;
  retentionDays: number;
}

/** afterSeq: the last seq the client knew when it FIRST tried. requestedAt: when this try came, in milliseconds. */
export interface Attempt {
  draft: EntryDraft;
  afterSeq: number;
  requestedAt: number;
}

/** What the chat is as of its newest entry that we know of. */
interface Head {
  last: LogEntry;
  roster: Roster;
}

/** roster: at least as new as the entry. */
export interface Appended {
  entry: LogEntry;
  roster: Roster;
}

/**
 * Writes one entry at the end of a chat's log, exactly once however often it is tried:
 * 1. read the tail from afterSeq, and the roster;
 * 2. an entry with this clientMessageId in the tail is this message: return it;
 * 3. bring the roster up to the tail; the sender must be in it;
 * 4. write at the next seq, on the condition that it is free;
 * 5. taken: by this message after all, or by another one: take it in and go to 4.
 * To commit at n+1 a writer has seen every entry up to n, so two tries of one message can never both commit.
 *
 * Throws ChatError not_found, stale_attempt, bad_request (same id, other body), rate_limited, busy, unavailable.
 */
export async function appendEntry(ports: AppendPorts, attempt: Attempt): Promise<Appended> {
  const found = await readHead(ports, attempt, attempt.afterSeq);
  if ('entry' in found) return found;
  refuseFlood(ports.runtime, attempt, found.tail);
  let { head } = found;
  for (let conflicts = 0; conflicts < conflictsBeforeBusy; conflicts++) {
    if (conflicts > 0 && conflicts % conflictsBeforePause === 0) {
      await ports.runtime.sleep(pauseMs * (0.5 + ports.runtime.random()));
      const reread = await readHead(ports, attempt, head.last.seq);
      if ('entry' in reread) return reread;
      head = reread.head;
    }
    const written = await writeNext(ports, attempt, head);
    if ('entry' in written) return written;
    head = written.head;
  }
  throw new ChatError('busy', 'unable to add to the chat; too many others are writing to it');
}

/** Steps 1 to 3: the own entry if it is there already, else the head to write behind. */
async function readHead(
  ports: AppendPorts,
  { draft }: Attempt,
  afterSeq: number,
): Promise<Appended | { head: Head; tail: LogEntry[] }> {
  const firstSeq = Math.max(afterSeq, 1);
  const [stored, tail] = await Promise.all([
    ports.chats.getRoster(draft.chatId),
    ports.log.listFrom(draft.chatId, firstSeq, tailLimit),
  ]);
  const last = tail.entries.at(-1);
  if (last === undefined || tail.entries[0]?.seq !== firstSeq || tail.more) {
    throw await staleAttempt(ports, draft, stored);
  }
  const own = tail.entries.find((entry) => isOwn(draft, entry));
  const roster = await completeRoster(ports, stored, tail.entries);
  if (roster === undefined) throw chatNotFound();
  if (own !== undefined) return { entry: own, roster };
  if (!roster.members.has(draft.senderId)) throw chatNotFound();
  return { head: { last, roster }, tail: tail.entries };
}

/** Steps 4 and 5 once: written, found to be written, or the head that a conflict showed. */
async function writeNext(
  ports: AppendPorts,
  { draft, requestedAt }: Attempt,
  { last, roster }: Head,
): Promise<Appended | { head: Head }> {
  const nowMs = ports.runtime.now();
  if (nowMs - requestedAt > writeWithinMs) {
    throw new ChatError('unavailable', 'unable to add to the chat; it took too long');
  }
  const entry = nextEntry(draft, last, { nowMs, retentionDays: ports.retentionDays });
  const taken = await ports.log.append(entry);
  if (taken === undefined) return { entry, roster };
  const headRoster = isEvent(taken) ? foldEvent(roster, taken) : roster;
  if (isOwn(draft, taken)) return { entry: taken, roster: headRoster };
  if (!headRoster.members.has(draft.senderId)) throw chatNotFound();
  return { head: { last: taken, roster: headRoster } };
}

function isOwn(draft: EntryDraft, entry: LogEntry): boolean {
  if (entry.senderId !== draft.senderId || entry.clientMessageId !== draft.clientMessageId) return false;
  if (hasSameBody(entry, draft)) return true;
  throw new ChatError(
    'bad_request',
    'unable to send the message; its clientMessageId was used for another one',
  );
}

/** A stranger must not learn from the refusal that the chat exists. */
async function staleAttempt(
  ports: AppendPorts,
  draft: EntryDraft,
  stored: Roster | undefined,
): Promise<ChatError> {
  const newest = await ports.log.listBefore(draft.chatId, undefined, 1);
  const roster = await completeRoster(ports, stored, newest.entries);
  if (roster?.members.has(draft.senderId) !== true) return chatNotFound();
  return new ChatError(
    'stale_attempt',
    'unable to send the message; afterSeq is not a recent entry of the chat',
  );
}

/** Costs nothing, because the tail is read anyway; it stops those who send without waiting for the acknowledgement. */
function refuseFlood(runtime: Runtime, { draft }: Attempt, tail: readonly LogEntry[]): void {
  const since = runtime.now() - 1000;
  const recent = tail.filter(
    (entry) => entry.senderId === draft.senderId && !isEvent(entry) && Date.parse(entry.sentAt) > since,
  );
  const oldest = recent[0];
  if (oldest === undefined || recent.length < messagesPerSecond) return;
  const retryAfterMs = Math.max(1, Math.ceil(Date.parse(oldest.sentAt) - since));
  throw new ChatError(
    'rate_limited',
    `unable to send the message; more than ${messagesPerSecond} in a second`,
    retryAfterMs,
  );
}

import { type EventEntry, isEvent, type LogEntry } from './log-entry';
import { membershipChange } from './membership-change';
import type { ChatStore, MessageLog, Runtime } from './ports';
import { foldEvents, type Roster } from './roster';

export interface RosterPorts {
  log: MessageLog;
  chats: ChatStore;
  runtime: Pick<Runtime, 'now'>;
}

/**
 * The roster as of the newest of `entries`. A stored roster that is behind is brought up to date here, by whoever finds
 * it so: the one who appended the event may have died before storing it. Lists of chats are written before the roster,
 * so that a roster that is up to date proves that they are, too.
 */
export async function completeRoster(
  ports: RosterPorts,
  stored: Roster | undefined,
  entries: readonly LogEntry[],
): Promise<Roster | undefined> {
  const newest = newestOf(entries);
  const storedSeq = stored?.eventSeq ?? 0;
  if (newest === undefined || newest.eventSeq <= storedSeq) return stored;
  let roster = stored;
  for (const event of await eventsSince(ports.log, storedSeq, entries)) {
    const after = foldEvents(roster, [event]);
    if (after === undefined) continue;
    await ports.chats.putUserChats(membershipChange(roster, after, event));
    roster = after;
  }
  if (roster !== undefined) await ports.chats.putRoster(newest.chatId, roster, storedSeq);
  return roster;
}

/** The events above `storedSeq`, oldest first: from each one the entry before it leads to the next older. */
async function eventsSince(
  log: MessageLog,
  storedSeq: number,
  entries: readonly LogEntry[],
): Promise<EventEntry[]> {
  const known = new Map(entries.map((entry) => [entry.seq, entry]));
  const events: EventEntry[] = [];
  const newest = newestOf(entries);
  for (let seq = newest?.eventSeq ?? 0; newest !== undefined && seq > storedSeq;) {
    if (!known.has(seq) || (seq > 1 && !known.has(seq - 1))) {
      const { entries: pair } = await log.listFrom(newest.chatId, Math.max(seq - 1, 1), 2);
      for (const entry of pair) known.set(entry.seq, entry);
    }
    const event = known.get(seq);
    if (event !== undefined && isEvent(event)) events.unshift(event);
    seq = known.get(seq - 1)?.eventSeq ?? 0;
  }
  return events;
}

function newestOf(entries: readonly LogEntry[]): LogEntry | undefined {
  return entries.reduce<LogEntry | undefined>(
    (newest, entry) => (newest === undefined || entry.seq > newest.seq ? entry : newest),
    undefined,
  );
}

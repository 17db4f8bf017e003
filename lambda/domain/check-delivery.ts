import type { EntryEvent } from '../../protocol';
import { limits } from '../../protocol';
import { conflictsBeforeBusy } from './append-entry';
import { completeRoster, type RosterPorts } from './complete-roster';
import { dispatchEvent, type DispatchPorts } from './dispatch-event';
import { groupItems } from './group-items';
import { isExpired } from './log-end';
import { isEvent, type LogEntry, toMessage } from './log-entry';
import { audienceOf } from './membership-change';
import type { DeliveryCheck, MemberCursors } from './ports';
import { pushMessage } from './push-message';
import { readersOf, type Roster, toChat } from './roster';

export type CheckDeliveryPorts = RosterPorts & DispatchPorts;

/** Entries of one chat within so many milliseconds are looked after by the check of the last of them. */
const windowMs = 5_000;

/** An entry is found within what its writer may have read, and as often as others were faster. */
const entriesSearched = limits.entriesBehind + conflictsBeforeBusy + 1;

const entriesPerRead = 50;

/**
 * Looks after an entry some seconds after it was to be written: its writer may have died before it was dispatched, and a
 * phone may have vanished from a socket that still takes posts.
 * 1. Find the entry. It was never written: nothing to do. A later one in the same window: that one's check does it.
 * 2. Complete the roster and the lists of chats, if an event of the window has left them behind.
 * 3. Send each entry of the window again to the sockets of those whose clients have not marked it delivered, and the
 *    newest to those who have several.
 * 4. Have the newest message pushed to all who have not read it: a laptop that nobody looks at does not silence a
 *    phone. The push worker leaves out the devices that have it, and those whose user was faster.
 * Whoever dies in between is delivered again by the queue; clients drop a seq that they have.
 */
export async function checkDelivery(ports: CheckDeliveryPorts, check: DeliveryCheck): Promise<void> {
  const { chatId, afterSeq } = check;
  const page = await ports.log.listFrom(chatId, Math.max(afterSeq, 1), entriesSearched);
  const at = page.entries.findIndex((entry) => isOf(check, entry));
  const own = page.entries[at];
  if (own === undefined || isExpired(own, ports.runtime.now())) return;
  const next = page.entries[at + 1];
  if (next !== undefined && windowOf(next) === windowOf(own)) return;
  const entries = await windowUpTo(ports, own, page.entries.slice(0, at + 1));
  const roster = await completeRoster(ports, await ports.chats.getRoster(chatId), page.entries);
  if (roster === undefined) return;
  const newest = page.entries.at(-1) ?? own;
  const audiences = entries.map((entry) => ({ entry, userIds: entitledTo(roster, entry) }));
  const userIds = [...new Set(audiences.flatMap((audience) => audience.userIds))];
  const cursors = await ports.chats.listCursors(chatId, userIds);
  await repost(ports, { roster, lastSeq: newest.seq, cursors }, audiences);
  await pushUnread(ports, cursors, audiences);
}

interface EntryAudience {
  entry: LogEntry;
  userIds: readonly string[];
}

type Cursors = ReadonlyMap<string, MemberCursors>;

/**
 * Oldest first, one after the other: as they were sent the first time. The newest goes to those with several sockets in
 * any case: their cursor is where the first of their devices is, and nobody knows of the others. A client that gets it
 * and lacks what is before asks for that.
 */
async function repost(
  ports: CheckDeliveryPorts,
  chat: { roster: Roster; lastSeq: number; cursors: Cursors },
  audiences: readonly EntryAudience[],
): Promise<void> {
  const named = [...new Set(audiences.flatMap(({ userIds }) => userIds))];
  const sockets = groupItems(await ports.connections.list(named), ({ userId }) => userId);
  for (const [index, { entry, userIds }] of audiences.entries()) {
    const isNewest = index === audiences.length - 1;
    // Those without a socket are pushed to below, once and not per entry.
    const reachable = userIds.filter((userId) => {
      const count = sockets.get(userId)?.length ?? 0;
      if (isNewest && count > 1) return true;
      return count > 0 && isBehind(entry, chat.roster.members.get(userId), chat.cursors.get(userId));
    });
    if (reachable.length === 0) continue;
    // No socket is left out: whether the sender's own has its answer, nobody knows.
    await dispatchEvent(ports, eventOf(entry, chat), { userIds: reachable, exceptConnectionId: '' });
  }
}

async function pushUnread(
  ports: CheckDeliveryPorts,
  cursors: Cursors,
  audiences: readonly EntryAudience[],
): Promise<void> {
  const newest = audiences.findLast(({ entry }) => !isEvent(entry));
  if (newest === undefined) return;
  const { entry, userIds } = newest;
  const unread = userIds.filter((userId) => (cursors.get(userId)?.readSeq ?? 0) < entry.seq);
  await pushMessage(ports, { type: 'message', chatId: entry.chatId, message: toMessage(entry) }, unread);
}

/** Cursors start at the event that lets a member in, so they do not tell whether the member heard of it. */
function isBehind(
  { seq }: LogEntry,
  member: { joinedSeq: number } | undefined,
  cursors: MemberCursors | undefined,
): boolean {
  const seenSeq = Math.max(cursors?.deliveredSeq ?? 0, cursors?.readSeq ?? 0);
  return seenSeq < seq || (seenSeq === seq && member?.joinedSeq === seq);
}

function entitledTo(roster: Roster, entry: LogEntry): string[] {
  return isEvent(entry) ? audienceOf(roster, entry) : readersOf(roster, entry.seq);
}

function eventOf(entry: LogEntry, { roster, lastSeq }: { roster: Roster; lastSeq: number }): EntryEvent {
  const { chatId } = entry;
  return isEvent(entry)
    ? { type: 'chat', chat: toChat(chatId, roster, lastSeq), change: toMessage(entry) }
    : { type: 'message', chatId, message: toMessage(entry) };
}

/** The entries of the own one's window, up to itself, oldest first. */
async function windowUpTo(
  { log }: CheckDeliveryPorts,
  own: LogEntry,
  read: readonly LogEntry[],
): Promise<LogEntry[]> {
  const entries = [...read];
  for (;;) {
    const [first] = entries;
    if (first === undefined || first.seq === 1 || windowOf(first) !== windowOf(own)) break;
    const older = await log.listBefore(own.chatId, first.seq, entriesPerRead);
    if (older.entries.length === 0) break;
    entries.unshift(...older.entries.toReversed());
  }
  return entries.filter((entry) => windowOf(entry) === windowOf(own));
}

function windowOf({ sentAt }: LogEntry): number {
  return Math.floor(Date.parse(sentAt) / windowMs);
}

function isOf({ senderId, clientMessageId }: DeliveryCheck, entry: LogEntry): boolean {
  return entry.senderId === senderId && entry.clientMessageId === clientMessageId;
}

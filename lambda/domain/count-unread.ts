import type { RosterPorts } from './complete-roster';
import { isExpired } from './log-end';
import { isEvent, type LogEntry } from './log-entry';
import type { UserChat } from './ports';
import type { Roster } from './roster';

/** last: the newest entry of the chat, which has not expired. */
interface Unread {
  userId: string;
  userChat: UserChat;
  roster: Roster;
  last: LogEntry;
}

/**
 * Messages above the read cursor that can still be read; 0 if the newest entry is a message of the user's own. Ordinals
 * restart with the numbers of a log: what was unread before is gone. It reads nothing as long as the chat is younger than
 * what entries are kept for; then one entry, and the more that is unread has expired, the more: 20 of a million.
 */
export async function countUnread(ports: RosterPorts, unread: Unread): Promise<number> {
  const { userId, userChat, roster, last } = unread;
  if (last.senderId === userId && !isEvent(last)) return 0;
  const restartOrdinal = (roster.floor?.restartSeq ?? 1) - 1;
  const from = Math.max(userChat.readOrdinal, restartOrdinal);
  if (from >= last.ordinal) return 0;
  if (!isOld(unread, ports.runtime.now())) return last.ordinal - from;
  const oldest = await findOldest(ports, unread);
  return last.ordinal - Math.max(from, oldest.ordinal - (isEvent(oldest) ? 0 : 1));
}

/** Whether the first entry of the chat has expired, if it was kept for as long as the newest one is. */
function isOld({ roster, last }: Unread, nowMs: number): boolean {
  const keptMs = last.expiresAt * 1000 - Date.parse(last.sentAt);
  return Date.parse(roster.createdAt) + keptMs <= nowMs;
}

/** The oldest entry above the read cursor that has not expired. None expires before an older one: halving finds it. */
async function findOldest({ log, runtime }: RosterPorts, { userChat, last }: Unread): Promise<LogEntry> {
  const nowMs = runtime.now();
  let oldest = last;
  let from = userChat.readSeq + 1;
  let to = last.seq;
  // At first where it is mostly: right above the cursor.
  for (let at = from; from < to; at = Math.floor((from + to) / 2)) {
    const [entry] = (await log.listFrom(last.chatId, at, 1)).entries;
    if (entry !== undefined && isExpired(entry, nowMs)) from = entry.seq + 1;
    else {
      oldest = entry ?? oldest;
      to = at;
    }
  }
  return oldest;
}

import { completeRoster, type RosterPorts } from './complete-roster';
import { chatNotFound } from './errors';
import type { LogEntry } from './log-entry';
import type { Roster } from './roster';

/** What a reader may see: entries from joinedSeq on. */
export interface Reading {
  roster: Roster;
  joinedSeq: number;
}

/**
 * What the user may see of entries that were just read. The roster is read after them: to authorise first and read
 * later would show what was written after the reader's removal. Returns undefined to those who are not in the chat.
 */
export async function readAs(
  ports: RosterPorts,
  userId: string,
  { chatId, entries }: { chatId: string; entries: readonly LogEntry[] },
): Promise<Reading | undefined> {
  const roster = await completeRoster(ports, await ports.chats.getRoster(chatId), entries);
  const member = roster?.members.get(userId);
  return roster === undefined || member === undefined ? undefined : { roster, joinedSeq: member.joinedSeq };
}

/** As `readAs`, and throws ChatError not_found to those who are not in the chat. */
export async function readAsMember(
  ports: RosterPorts,
  userId: string,
  read: { chatId: string; entries: readonly LogEntry[] },
): Promise<Reading> {
  const reading = await readAs(ports, userId, read);
  if (reading === undefined) throw chatNotFound();
  return reading;
}

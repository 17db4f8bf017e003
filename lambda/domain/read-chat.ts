import { completeRoster, type RosterPorts } from './complete-roster';
import { chatNotFound } from './errors';
import { type LogEnd, isExpired, logEnd } from './log-end';
import type { LogEntry } from './log-entry';
import type { Roster } from './roster';

/** Entries that were just read, the newest entry of the chat among them. stored: a roster read after them, if there is one already. */
export interface Read {
  chatId: string;
  entries: readonly LogEntry[];
  stored?: Roster | undefined;
}

/** What a reader may see. */
export interface Reading {
  roster: Roster;
  end: LogEnd;
  /** The first entry they may see, if retention has left it. */
  joinedSeq: number;
  shows: (entry: LogEntry) => boolean;
}

/**
 * What the user may see of entries that were just read. The roster is read after them: to authorise first and read
 * later would show what was written after the reader's removal. Returns undefined to those who are not in the chat.
 */
export async function readAs(ports: RosterPorts, userId: string, read: Read): Promise<Reading | undefined> {
  const { chatId, entries } = read;
  const stored = read.stored ?? (await ports.chats.getRoster(chatId));
  const roster = await completeRoster(ports, stored, entries);
  const member = roster?.members.get(userId);
  if (roster === undefined || member === undefined) return undefined;
  const nowMs = ports.runtime.now();
  const newest = entries.reduce<LogEntry | undefined>(
    (one, other) => (one === undefined || other.seq > one.seq ? other : one),
    undefined,
  );
  return {
    roster,
    end: logEnd(newest, roster, nowMs),
    joinedSeq: member.joinedSeq,
    shows: (entry) => entry.seq >= member.joinedSeq && !isExpired(entry, nowMs),
  };
}

/** As `readAs`, and throws ChatError not_found to those who are not in the chat. */
export async function readAsMember(ports: RosterPorts, userId: string, read: Read): Promise<Reading> {
  const reading = await readAs(ports, userId, read);
  if (reading === undefined) throw chatNotFound();
  return reading;
}

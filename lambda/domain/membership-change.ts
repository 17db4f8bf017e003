import type { EventEntry } from './log-entry';
import type { MembershipChange } from './ports';
import { readersOf, type Roster } from './roster';

/** Who came and who went by the event that turned the one roster into the other. */
export function membershipChange(
  before: Roster | undefined,
  after: Roster,
  { chatId, seq, ordinal }: EventEntry,
): MembershipChange {
  const joined = [...after.members]
    .filter(([, { joinedSeq }]) => joinedSeq === seq)
    .map(([userId]) => userId);
  const left = [...(before?.members.keys() ?? [])].filter((userId) => !after.members.has(userId));
  return { chatId, seq, ordinal, joined, left };
}

/** Who is told of an event: those who may see it, and who left by it, for whom it is the last entry. */
export function audienceOf(roster: Roster, { seq, senderId, content }: EventEntry): string[] {
  const readers = readersOf(roster, seq);
  const gone =
    content.kind === 'memberRemoved' ? content.member : content.kind === 'memberLeft' ? senderId : undefined;
  return gone === undefined || roster.members.has(gone) ? readers : [...readers, gone];
}

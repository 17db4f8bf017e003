import { limits, type Status } from '../../protocol';
import type { RosterPorts } from './complete-roster';
import type { LogEntry } from './log-entry';
import type { MemberCursors } from './ports';
import type { Roster } from './roster';

/** How far every member of a chat is, by user. */
export type Progress = ReadonlyMap<string, Pick<MemberCursors, 'deliveredSeq' | 'readSeq'>>;

/**
 * How far the members are. undefined for a group so large that a page of history would read a hundred items and more to
 * show it. Cursors start where their member joined: whoever came later holds up nothing.
 */
export async function readProgress(
  { chats }: RosterPorts,
  chatId: string,
  roster: Roster,
): Promise<Progress | undefined> {
  if (roster.members.size > limits.membersWithStatus) return undefined;
  const stored = await chats.listCursors(chatId, [...roster.members.keys()]);
  return new Map(
    [...roster.members].map(([userId, { joinedSeq }]) => {
      const { deliveredSeq, readSeq } = stored.get(userId) ?? { deliveredSeq: joinedSeq, readSeq: joinedSeq };
      return [userId, { deliveredSeq: Math.max(deliveredSeq, readSeq), readSeq }];
    }),
  );
}

/** Up to where everybody but this user is. Alone in a chat one has nobody to wait for: undefined. */
export function floorWithout(
  progress: Progress,
  userId: string,
): { deliveredSeq: number; readSeq: number } | undefined {
  const others = [...progress].filter(([other]) => other !== userId).map(([, cursors]) => cursors);
  if (others.length === 0) return undefined;
  return {
    deliveredSeq: Math.min(...others.map((cursors) => cursors.deliveredSeq)),
    readSeq: Math.min(...others.map((cursors) => cursors.readSeq)),
  };
}

/** What has become of a message, as far as the others than its sender go. */
export function statusOf({ seq, senderId }: LogEntry, progress: Progress | undefined): Status {
  const floor = progress && floorWithout(progress, senderId);
  if (floor === undefined) return 'SENT';
  if (floor.readSeq >= seq) return 'READ';
  return floor.deliveredSeq >= seq ? 'DELIVERED' : 'SENT';
}

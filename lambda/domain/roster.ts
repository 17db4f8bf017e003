import type { Chat, Member } from '../../protocol';
import type { EventEntry } from './log-entry';

/**
 * Who is in a chat and what it is called: the fold of the EVENT entries up to `eventSeq`. The log alone decides; a
 * stored roster is a cache of this fold. Keyed by user id.
 */
export interface Roster {
  type: 'DIRECT' | 'GROUP';
  title?: string;
  createdBy: string;
  createdAt: string;
  members: ReadonlyMap<string, Omit<Member, 'userId'>>;
  eventSeq: number;
}

/** The roster after one more event. An event that is already folded in changes nothing. */
export function foldEvent(roster: Roster | undefined, event: EventEntry): Roster {
  if (roster !== undefined && event.seq <= roster.eventSeq) return roster;
  const { chatType, members } = event.content;
  const owner = chatType === 'GROUP' ? event.senderId : undefined;
  return {
    type: chatType,
    createdBy: event.senderId,
    createdAt: event.sentAt,
    members: new Map(
      members.map((userId) => [
        userId,
        { role: userId === owner ? 'OWNER' : 'MEMBER', joinedSeq: event.seq },
      ]),
    ),
    eventSeq: event.seq,
  };
}

/** Those who may see the entry at `seq`: members who had joined by then. */
export function readersOf(roster: Roster, seq: number): string[] {
  return [...roster.members].filter(([, member]) => member.joinedSeq <= seq).map(([userId]) => userId);
}

/** The chat as lists and events show it: without members. */
export function toChat(chatId: string, roster: Roster, lastSeq: number): Chat {
  return {
    chatId,
    type: roster.type,
    ...(roster.title === undefined ? {} : { title: roster.title }),
    createdBy: roster.createdBy,
    createdAt: roster.createdAt,
    memberCount: roster.members.size,
    lastSeq,
  };
}

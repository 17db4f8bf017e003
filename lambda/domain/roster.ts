import type { Chat, Member } from '../../protocol';
import type { EventEntry } from './log-entry';

/**
 * How far the numbers of a log are reserved. Retention deletes entries in any order, so the newest survivor does not
 * tell which numbers were used; `seq` does: it is raised before an entry with that number is written. expiresAt: when
 * that entry goes, in seconds since 1970. restartSeq: the log went on here after all before it had expired.
 */
export interface Floor {
  seq: number;
  expiresAt: number;
  restartSeq?: number;
}

/**
 * Who is in a chat and what it is called: the fold of the EVENT entries up to `eventSeq`. The log alone decides; a
 * stored roster is a cache of this fold. members: by user id. floor is stored beside it and no part of the fold.
 */
export interface Roster {
  type: 'DIRECT' | 'GROUP';
  title?: string;
  createdBy: string;
  createdAt: string;
  members: Members;
  eventSeq: number;
  floor?: Floor;
}

export type Members = ReadonlyMap<string, Omit<Member, 'userId'>>;

/** The roster after the events, oldest first. undefined as long as the chat has not been created. */
export function foldEvents(roster: Roster | undefined, events: readonly EventEntry[]): Roster | undefined {
  return events.reduce<Roster | undefined>(
    (folded, event) => (folded === undefined ? created(event) : foldEvent(folded, event)),
    roster,
  );
}

/** The roster after one more event. One that is already folded in changes nothing. */
export function foldEvent(roster: Roster, event: EventEntry): Roster {
  if (event.seq <= roster.eventSeq) return roster;
  const { content } = event;
  const folded = { ...roster, members: foldMembers(roster.members, event), eventSeq: event.seq };
  return content.kind === 'updated' && content.title !== undefined
    ? { ...folded, title: content.title }
    : folded;
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

export function toMembers({ members }: Roster): Member[] {
  return [...members].map(([userId, member]) => ({ userId, ...member }));
}

function created({ seq, senderId, sentAt, content }: EventEntry): Roster | undefined {
  if (content.kind !== 'created') return undefined;
  const { chatType, title, members } = content;
  const owner = chatType === 'GROUP' ? senderId : undefined;
  return {
    type: chatType,
    ...(title === undefined ? {} : { title }),
    createdBy: senderId,
    createdAt: sentAt,
    members: new Map(
      members.map((userId) => [userId, { role: userId === owner ? 'OWNER' : 'MEMBER', joinedSeq: seq }]),
    ),
    eventSeq: seq,
  };
}

function foldMembers(members: Members, { seq, senderId, content }: EventEntry): Members {
  switch (content.kind) {
    case 'created':
      return members;
    case 'membersAdded': {
      const added = content.members.filter((userId) => !members.has(userId));
      return new Map([...members, ...added.map((userId) => [userId, newMember(seq)] as const)]);
    }
    case 'memberRemoved':
      return without(members, content.member);
    case 'memberLeft':
      return without(members, senderId);
    case 'updated':
      return (content.roles ?? []).reduce(withRole, members);
  }
}

function newMember(joinedSeq: number): Omit<Member, 'userId'> {
  return { role: 'MEMBER', joinedSeq };
}

/** A group that loses its owner goes to its longest-standing admin, else member; among equals to the first by id. */
function without(members: Members, userId: string): Members {
  const rest = new Map(members);
  rest.delete(userId);
  if (members.get(userId)?.role !== 'OWNER') return rest;
  const rank = ({ role, joinedSeq }: Omit<Member, 'userId'>) =>
    (role === 'ADMIN' ? 0 : Number.MAX_SAFE_INTEGER / 2) + joinedSeq;
  const [heir] = [...rest].sort(
    ([oneId, one], [otherId, other]) => rank(one) - rank(other) || (oneId < otherId ? -1 : 1),
  );
  return heir === undefined ? rest : rest.set(heir[0], { ...heir[1], role: 'OWNER' });
}

/** There is one owner at any time: who hands the group over becomes an admin. */
function withRole(members: Members, { userId, role }: Pick<Member, 'userId' | 'role'>): Members {
  const member = members.get(userId);
  if (member === undefined || member.role === 'OWNER') return members;
  const changed = new Map(members);
  if (role === 'OWNER') {
    for (const [id, other] of members)
      if (other.role === 'OWNER') changed.set(id, { ...other, role: 'ADMIN' });
  }
  return changed.set(userId, { ...member, role });
}

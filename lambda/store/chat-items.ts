import type { MemberCursors, UserChat } from '../domain/ports';
import type { Roster } from '../domain/roster';
import { chatIdOf } from './keys';

type Item = Record<string, unknown>;

/** role is left out for plain members: in a group of 500 it would be a fifth of the item, which every send reads. */
type StoredMembers = Record<string, { joinedSeq: number; role?: 'OWNER' | 'ADMIN' }>;

type StoredRoster = Omit<Roster, 'members' | 'floor'> & {
  members: StoredMembers;
  floorSeq?: number;
  floorExpiresAt?: number;
  restartSeq?: number;
};

export function fromMembers(members: Roster['members']): StoredMembers {
  return Object.fromEntries(
    [...members].map(([userId, { joinedSeq, role }]) => [
      userId,
      role === 'MEMBER' ? { joinedSeq } : { joinedSeq, role },
    ]),
  );
}

function toMembers(stored: StoredMembers): Roster['members'] {
  return new Map(
    Object.entries(stored).map(([userId, { joinedSeq, role }]) => [
      userId,
      { role: role ?? 'MEMBER', joinedSeq },
    ]),
  );
}

export function toRoster(item: Item): Roster {
  const { PK, SK, members, floorSeq, floorExpiresAt, restartSeq, ...rest } = item as StoredRoster & {
    PK: string;
    SK: string;
  };
  return {
    ...rest,
    members: toMembers(members),
    ...(floorSeq === undefined
      ? {}
      : {
          floor: {
            seq: floorSeq,
            expiresAt: floorExpiresAt ?? 0,
            ...(restartSeq === undefined ? {} : { restartSeq }),
          },
        }),
  };
}

export function toUserChat(item: Item): UserChat {
  const { SK, joinedSeq, deliveredSeq, deliveredOrdinal, readSeq, readOrdinal, ...rest } = item as Omit<
    UserChat,
    'chatId'
  > & { SK: string };
  return {
    chatId: chatIdOf(SK),
    joinedSeq,
    deliveredSeq,
    ...(deliveredOrdinal === undefined ? {} : { deliveredOrdinal }),
    readSeq,
    readOrdinal,
    ...toPushState(rest),
  };
}

/** undefined for someone who is not in the chat, or never was. */
export function toMemberCursors(item: Item | undefined): MemberCursors | undefined {
  if (item === undefined || item['leftSeq'] !== undefined) return undefined;
  const { deliveredSeq, deliveredAt, readSeq, readAt, ...rest } = item as unknown as MemberCursors;
  return {
    deliveredSeq,
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    readSeq,
    ...(readAt === undefined ? {} : { readAt }),
    ...toPushState(rest),
  };
}

function toPushState({ pushedSeq, mutedUntil }: Pick<MemberCursors, 'pushedSeq' | 'mutedUntil'>) {
  return {
    ...(pushedSeq === undefined ? {} : { pushedSeq }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
  };
}

import { count, type Decode, integer, list, object, oneOf, optional, string, time } from './decode';
import { id } from './id';

/** `OWNER`: one per group. An `ADMIN` may do what an owner may, except to change roles and to remove other admins. */
export type Role = 'OWNER' | 'ADMIN' | 'MEMBER';

/** A member of a chat. */
export interface Member {
  readonly userId: string;
  readonly role: Role;
  /** The first entry that this member may see. */
  readonly joinedSeq: number;
}

/** What the server tells about a chat. */
export interface ChatInfo {
  readonly chatId: string;
  readonly type: 'DIRECT' | 'GROUP';
  /** Of a group: 1 to 256 bytes of UTF-8 in one line. */
  readonly title?: string | undefined;
  readonly createdBy: string;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly memberCount: number;
  /** The seq of the newest entry; 0 if there is none. */
  readonly lastSeq: number;
  /** Not always told: see `Chat.info`. */
  readonly members?: Member[] | undefined;
}

/** The user's place in a chat, as seqs of its entries. */
export interface Cursors {
  /** The first entry that the user may see. */
  readonly joinedSeq: number;
  /** Up to where it has reached a device of theirs. */
  readonly deliveredSeq: number;
  /** Up to where they have read. */
  readonly readSeq: number;
  /** Their phones keep still until then: ISO 8601, UTC. */
  readonly mutedUntil?: string | undefined;
}

export const role = oneOf('OWNER', 'ADMIN', 'MEMBER');

export const chatType = oneOf('DIRECT', 'GROUP');

export const chatFields = {
  chatId: id,
  type: chatType,
  title: optional(string),
  createdBy: id,
  createdAt: time,
  memberCount: integer,
  lastSeq: count,
  members: optional(list(object<Member>({ userId: id, role, joinedSeq: count }))),
};

export const chatInfo: Decode<ChatInfo> = object<ChatInfo>(chatFields);

export const cursors: Decode<Cursors> = object<Cursors>({
  joinedSeq: count,
  deliveredSeq: count,
  readSeq: count,
  mutedUntil: optional(time),
});

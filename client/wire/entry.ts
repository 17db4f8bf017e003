import { mediaTypePattern, mediaUrlPattern } from '../../protocol/patterns';
import { chatType, role, type Role } from './chat-info';
import {
  count,
  type Decode,
  decodeIf,
  either,
  type Fields,
  integer,
  list,
  matching,
  object,
  oneOf,
  optional,
  string,
  time,
  variant,
} from './decode';
import { id } from './id';

/** `READ`: every other member has read it. `DELIVERED`: it has reached a device of every other one. Else `SENT`. */
export type Status = 'SENT' | 'DELIVERED' | 'READ';

/** A picture or a film, stored elsewhere. */
export interface Media {
  /** Begins with `https://`; at most 2048 characters of ASCII. */
  readonly url: string;
  /** `image/…` or `video/…` */
  readonly mime: string;
  readonly bytes: number;
  /** Pixels. */
  readonly width: number;
  /** Pixels. */
  readonly height: number;
}

/** What changed in the chat itself. Who did it is the sender of the entry. */
export type ChatEvent =
  | {
      readonly kind: 'created';
      readonly chatType: 'DIRECT' | 'GROUP';
      readonly title?: string | undefined;
      readonly members: string[];
    }
  | { readonly kind: 'membersAdded'; readonly members: string[] }
  | { readonly kind: 'memberRemoved'; readonly member: string }
  /** The sender left. If they owned the group, its longest-standing admin, or else member, owns it now. */
  | { readonly kind: 'memberLeft' }
  /** Only what changed. Who is made OWNER takes the place of the sender, who becomes an ADMIN. */
  | { readonly kind: 'updated'; readonly title?: string | undefined; readonly roles?: RoleOf[] | undefined };

/** Which role a member has, or is to have. */
export interface RoleOf {
  readonly userId: string;
  readonly role: Role;
}

/** What every entry has. (chatId, seq) is its identity. */
export interface EntryBase {
  /** Its place in the chat: 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Decimal Snowflake id: unique and ordered within the chat. */
  readonly messageId: string;
  readonly senderId: string;
  readonly clientMessageId: string;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
  /** As it was when this was read: `chat.receipts.statusOf` knows better. */
  readonly status: Status;
}

/** An entry of a kind that this version knows: a message of a person, or an event of the chat (`contentType: 'EVENT'`). */
export type Message =
  | (EntryBase & { readonly contentType: 'TEXT'; readonly content: string })
  | (EntryBase & { readonly contentType: 'IMAGE' | 'VIDEO'; readonly content: Media })
  | (EntryBase & { readonly contentType: 'EVENT'; readonly content: ChatEvent });

/**
 * One entry of a chat. `UNKNOWN`: of a kind that this version of the client does not know. It still has its place in the
 * order: dropping it would leave a gap that no sync could fill.
 */
export type Entry = Message | (EntryBase & { readonly contentType: 'UNKNOWN'; readonly content: unknown });

const size = decodeIf((value): value is number => integer(value) > 0);

export const media: Decode<Media> = object<Media>({
  url: matching(mediaUrlPattern),
  mime: matching(mediaTypePattern),
  bytes: size,
  width: size,
  height: size,
});

const base: Fields<EntryBase> = {
  seq: count,
  messageId: string,
  senderId: id,
  clientMessageId: string,
  sentAt: time,
  status: oneOf('SENT', 'DELIVERED', 'READ'),
};

const members = list(id);
const title = optional(string);

const chatEvent = variant<ChatEvent, 'kind'>('kind', {
  created: { chatType, title, members },
  membersAdded: { members },
  memberRemoved: { member: id },
  memberLeft: {},
  updated: { title, roles: optional(list(object<RoleOf>({ userId: id, role }))) },
});

const shown = { ...base, content: media };

const message = variant<Message, 'contentType'>('contentType', {
  TEXT: { ...base, content: string },
  IMAGE: shown,
  VIDEO: shown,
  EVENT: { ...base, content: chatEvent },
});

const unknownEntry = object<Extract<Entry, { contentType: 'UNKNOWN' }>>({
  ...base,
  contentType: (value) => (string(value), 'UNKNOWN'),
  content: (value) => value,
});

export const entry: Decode<Entry> = either(message, unknownEntry);

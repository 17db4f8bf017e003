import * as v from 'valibot';
import { id, seq, timestamp, wellFormedString } from './ids';
import { limits } from './limits';
import { mediaTypePattern, mediaUrlPattern } from './patterns';

const pixels = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(100_000));

/** 1 byte to 16 KB of UTF-8. */
export const text = v.pipe(
  wellFormedString,
  v.minLength(1, 'must not be empty'),
  v.maxBytes(limits.contentBytes, `must be at most ${limits.contentBytes} bytes`),
);

const mediaFields = {
  url: v.pipe(
    v.string(),
    v.regex(mediaUrlPattern, 'must be an https URL in ASCII'),
    v.url(),
    v.maxLength(2048),
  ),
  mime: v.pipe(wellFormedString, v.regex(mediaTypePattern)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(1)),
  width: pixels,
  height: pixels,
};

/** A picture or a film, stored elsewhere. */
export const media = v.strictObject(mediaFields);

/** The same in an entry: fields to come are ignored. */
export const shownMedia = v.object(mediaFields);

/** 1 to 256 bytes of UTF-8 in one line. */
export const title = v.pipe(
  wellFormedString,
  v.regex(/^\P{Cc}*$/u, 'must have no control characters'),
  v.minLength(1, 'must not be empty'),
  v.maxBytes(limits.titleBytes, `must be at most ${limits.titleBytes} bytes`),
);

/** OWNER: one per group. An ADMIN may do what an OWNER may, except to change roles and to remove other admins. */
export const role = v.picklist(['OWNER', 'ADMIN', 'MEMBER']);

/** What changed in the chat itself: the content of an EVENT entry. Who did it is the entry's sender. */
export const chatEvent = v.variant('kind', [
  v.object({
    kind: v.literal('created'),
    chatType: v.picklist(['DIRECT', 'GROUP']),
    title: v.optional(v.string()),
    members: v.array(id),
  }),
  v.object({ kind: v.literal('membersAdded'), members: v.array(id) }),
  v.object({ kind: v.literal('memberRemoved'), member: id }),
  /** The sender left. If they owned the group, its longest-standing admin, or else member, owns it now. */
  v.object({ kind: v.literal('memberLeft') }),
  /** Only what changed. Who is made OWNER takes the place of the sender, who becomes an ADMIN. */
  v.object({
    kind: v.literal('updated'),
    title: v.optional(v.string()),
    roles: v.optional(v.array(v.object({ userId: id, role }))),
  }),
]);

/** READ: every other member has read it. DELIVERED: it has reached a device of every other one. Else SENT. */
export const status = v.picklist(['SENT', 'DELIVERED', 'READ']);

const entryFields = {
  seq,
  /** Decimal Snowflake id: unique and ordered within the chat. (chatId, seq) is the identity. */
  messageId: v.string(),
  senderId: id,
  clientMessageId: v.string(),
  sentAt: timestamp,
  /** As it was when this was read; SENT in events and in larger groups. */
  status,
};

/** One entry of a chat's log as clients see it: a message of a person, or an event of the chat. */
export const message = v.variant('contentType', [
  v.object({ ...entryFields, contentType: v.literal('TEXT'), content: v.string() }),
  v.object({ ...entryFields, contentType: v.picklist(['IMAGE', 'VIDEO']), content: shownMedia }),
  v.object({ ...entryFields, contentType: v.literal('EVENT'), content: chatEvent }),
]);

export type Media = v.InferOutput<typeof media>;
export type Role = v.InferOutput<typeof role>;
export type Status = v.InferOutput<typeof status>;
export type ChatEvent = v.InferOutput<typeof chatEvent>;
export type Message = v.InferOutput<typeof message>;

import * as v from 'valibot';
import { id, seq, timestamp } from './ids';

/** A member as `getChat` tells it. joinedSeq: the first entry this member may see. */
export const member = v.object({
  userId: id,
  role: v.picklist(['OWNER', 'ADMIN', 'MEMBER']),
  joinedSeq: seq,
});

/** lastSeq: the newest entry when this was read; the next afterSeq starts from it. members: in `getChat` only. */
export const chat = v.object({
  chatId: id,
  type: v.picklist(['DIRECT', 'GROUP']),
  title: v.optional(v.string()),
  createdBy: id,
  createdAt: timestamp,
  memberCount: v.number(),
  lastSeq: seq,
  members: v.optional(v.array(member)),
});

export type Member = v.InferOutput<typeof member>;
export type Chat = v.InferOutput<typeof chat>;

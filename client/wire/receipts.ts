import { count, object, optional, time } from './decode';
import { id } from './id';

/** How far one member is, or everybody up to somewhere. */
export interface Reached {
  /** Everything up to this seq has reached a device of theirs. */
  readonly deliveredSeq: number;
  /** Everything up to this seq they have read. */
  readonly readSeq: number;
}

/** How far a member has got and read the chat. */
export interface Receipt extends Reached {
  readonly userId: string;
}

/** How far a member is, and since when. */
export interface MemberReceipt extends Receipt {
  /** ISO 8601, UTC. */
  readonly deliveredAt?: string | undefined;
  /** ISO 8601, UTC. */
  readonly readAt?: string | undefined;
}

const reachedFields = { deliveredSeq: count, readSeq: count };

export const receiptFields = { userId: id, ...reachedFields };

export const reached = object<Reached>(reachedFields);

export const memberReceipt = object<MemberReceipt>({
  ...receiptFields,
  deliveredAt: optional(time),
  readAt: optional(time),
});

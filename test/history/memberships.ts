import type { StoredEntry } from './history';

/** One time that a user was in a chat: from the entry that let them in to the one that let them out, both of which they may see. */
export interface Membership {
  fromSeq: number;
  /** Infinity: still in it. */
  toSeq: number;
}

/** Who was in a chat when, by user, from its log alone. Made from scratch: the product's own fold is what is checked. */
export function membershipsOf(log: readonly StoredEntry[]): Map<string, Membership[]> {
  const memberships = new Map<string, Membership[]>();
  const current = (userId: string) =>
    memberships.get(userId)?.find((membership) => membership.toSeq === Infinity);
  const join = (userId: string, fromSeq: number) => {
    if (current(userId)) return;
    memberships.set(userId, [...(memberships.get(userId) ?? []), { fromSeq, toSeq: Infinity }]);
  };
  const leave = (userId: string, toSeq: number) => {
    const membership = current(userId);
    if (membership) membership.toSeq = toSeq;
  };
  for (const { seq, senderId, body } of log) {
    if (typeof body === 'string') continue;
    if (body.kind === 'created' || body.kind === 'membersAdded')
      for (const userId of body.members) join(userId, seq);
    if (body.kind === 'memberRemoved') leave(body.member, seq);
    if (body.kind === 'memberLeft') leave(senderId, seq);
  }
  return memberships;
}

/** The membership of the user in which they may see this seq. */
export function membershipAt(
  memberships: ReadonlyMap<string, readonly Membership[]>,
  userId: string,
  seq: number,
): Membership | undefined {
  return memberships.get(userId)?.find(({ fromSeq, toSeq }) => fromSeq <= seq && seq <= toSeq);
}

import { createHash } from 'node:crypto';

/** The id of the direct chat of two users, the same whoever asks: 43 characters of base64url. */
export function directChatId(oneId: string, otherId: string): string {
  return hashOf([oneId, otherId].sort());
}

/** The id of the group that a user creates under a clientMessageId: a retry creates the same group. */
export function groupChatId(creatorId: string, clientMessageId: string): string {
  // A list of three: no pair of users can have the same hash.
  return hashOf(['group', creatorId, clientMessageId]);
}

function hashOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

import { type Entry } from './wire/entry';

/** Whether the user is not in the chat from this entry on: it is the last one that they may see. */
export function isDeparture(entry: Entry, userId: string | undefined): boolean {
  if (entry.contentType !== 'EVENT') return false;
  const { senderId, content } = entry;
  if (content.kind === 'memberRemoved') return content.member === userId;
  return content.kind === 'memberLeft' && senderId === userId;
}

/** Whether the user is in the chat from this entry on. */
export function isArrival(entry: Entry, userId: string | undefined): boolean {
  if (userId === undefined || entry.contentType !== 'EVENT') return false;
  return entry.content.kind === 'membersAdded' && entry.content.members.includes(userId);
}

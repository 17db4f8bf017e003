import { directChatId } from './chat-id';
import type { RosterPorts } from './complete-roster';
import { readAsMember } from './read-chat';

/** directory: about whom a user may ask, people they share a chat with or all. */
export interface KnownUsersPorts extends RosterPorts {
  directory: 'contacts' | 'open';
}

/** chatId: a chat that the caller says to share with them. */
export interface Wanted {
  userIds: readonly string[];
  chatId?: string | undefined;
}

/**
 * Those of the users about whom the caller may ask, in their order. A direct chat is found by its members, so one read
 * of up to 100 rosters tells whom the caller has one with. Which groups they share could take a read of every group of
 * the caller: they name the one that they are looking at. Throws ChatError not_found.
 */
export async function knownUsers(
  ports: KnownUsersPorts,
  userId: string,
  { userIds, chatId }: Wanted,
): Promise<string[]> {
  if (chatId !== undefined) {
    const { entries } = await ports.log.listBefore(chatId, undefined, 1);
    const { roster } = await readAsMember(ports, userId, { chatId, entries });
    return userIds.filter((other) => ports.directory === 'open' || roster.members.has(other));
  }
  if (ports.directory === 'open') return [...userIds];
  const others = userIds.filter((other) => other !== userId);
  const rosters =
    others.length === 0
      ? new Map()
      : await ports.chats.getRosters(others.map((other) => directChatId(userId, other)));
  return userIds.filter((other) => other === userId || rosters.has(directChatId(userId, other)));
}

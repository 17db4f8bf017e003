import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { directChatId } from './chat-id';
import type { RosterPorts } from './complete-roster';
import { readAsMember } from './read-chat';
import type { ProfilePorts } from './update-profile';

/** directory: whose profiles a user may read, those of people they share a chat with or all. */
export interface DirectoryPorts extends RosterPorts, ProfilePorts {
  directory: 'contacts' | 'open';
}

type Wanted = Pick<RequestOf<'getUsers'>, 'userIds' | 'chatId'>;

/** How the users are called, as far as the caller may know; the others are missing. */
export async function getUsers(
  ports: DirectoryPorts,
  caller: Pick<Caller, 'userId'>,
  wanted: Wanted,
): Promise<ResponseOf<'getUsers'>> {
  const known = await knownTo(ports, caller.userId, wanted);
  const profiles = known.length === 0 ? new Map<string, never>() : await ports.profiles.list(known);
  return { users: known.map((userId) => profiles.get(userId) ?? { userId }) };
}

/**
 * A direct chat is found by its members, so one read of up to 100 rosters tells whom the caller has one with. Which
 * groups they share could take a read of every group of the caller: they name the one that they are looking at.
 */
async function knownTo(
  ports: DirectoryPorts,
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

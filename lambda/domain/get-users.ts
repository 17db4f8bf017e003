import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { knownUsers, type KnownUsersPorts } from './known-users';
import type { ProfilePorts } from './update-profile';

export type DirectoryPorts = KnownUsersPorts & ProfilePorts;

/** How the users are called, as far as the caller may know; the others are missing. */
export async function getUsers(
  ports: DirectoryPorts,
  caller: Pick<Caller, 'userId'>,
  wanted: Pick<RequestOf<'getUsers'>, 'userIds' | 'chatId'>,
): Promise<ResponseOf<'getUsers'>> {
  const known = await knownUsers(ports, caller.userId, wanted);
  const profiles = known.length === 0 ? new Map<string, never>() : await ports.profiles.list(known);
  return { users: known.map((userId) => profiles.get(userId) ?? { userId }) };
}

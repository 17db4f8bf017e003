import type { RequestOf, ResponseOf } from '../../protocol';
import { ChatError } from './errors';
import type { ProfilePorts } from './update-profile';

/** The user who has the handle. Who was given it and died before their profile was written does not have it. */
export async function findUser(
  { profiles }: ProfilePorts,
  { handle }: Pick<RequestOf<'findUser'>, 'handle'>,
): Promise<ResponseOf<'findUser'>> {
  const owner = await profiles.getOwner(handle);
  const user = owner === undefined ? undefined : (await profiles.list([owner])).get(owner);
  if (user?.handle !== handle) {
    throw new ChatError('not_found', 'unable to find the user; nobody has this handle');
  }
  return { user };
}

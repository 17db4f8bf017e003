import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { ChatError } from './errors';
import type { ProfileStore } from './profile';

export interface ProfilePorts {
  profiles: ProfileStore;
}

/**
 * 1. Take the handle. One whose owner does not carry it in their profile is free: they died between 1 and 2, or before 4.
 * 2. Write the profile.
 * 3. Look whether the handle is still ours: someone may have found it in the state that 1 leaves.
 * 4. Free the handle that the user had before.
 * Who dies in between completes it by asking again. Throws ChatError taken.
 */
export async function updateProfile(
  { profiles }: ProfilePorts,
  { userId }: Pick<Caller, 'userId'>,
  { displayName, avatarUrl, handle }: Omit<RequestOf<'updateProfile'>, 'action' | 'requestId'>,
): Promise<ResponseOf<'updateProfile'>> {
  if (typeof handle === 'string') await takeHandle(profiles, handle, userId);
  const { before, after } = await profiles.update(userId, { displayName, avatarUrl, handle });
  if (typeof handle === 'string' && (await profiles.getOwner(handle)) !== userId) {
    await profiles.update(userId, { handle: null });
    throw handleTaken();
  }
  if (before.handle !== undefined && before.handle !== after.handle) {
    await profiles.removeOwner(before.handle, userId);
  }
  return { user: after };
}

async function takeHandle(profiles: ProfileStore, handle: string, userId: string): Promise<void> {
  const owner = await profiles.getOwner(handle);
  if (owner === userId) return;
  if (owner !== undefined && (await profiles.list([owner])).get(owner)?.handle === handle)
    throw handleTaken();
  if (!(await profiles.replaceOwner(handle, userId, owner))) throw handleTaken();
}

function handleTaken(): ChatError {
  return new ChatError('taken', 'unable to update the profile; another user has this handle');
}

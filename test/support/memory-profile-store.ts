import type { ProfileChange, ProfileStore } from '../../lambda/domain/profile';
import type { Profile } from '../../protocol';

/** With the behaviour of the real store: the profile contract runs against both. */
export class MemoryProfileStore implements ProfileStore {
  readonly owners = new Map<string, string>();
  private readonly profiles = new Map<string, Profile>();

  list(userIds: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
    const found = userIds.flatMap((userId) => {
      const profile = this.profiles.get(userId);
      return profile === undefined ? [] : [[userId, profile] as const];
    });
    return Promise.resolve(new Map(found));
  }

  update(userId: string, change: ProfileChange): Promise<{ before: Profile; after: Profile }> {
    const before = this.profiles.get(userId) ?? { userId };
    const kept = (['displayName', 'avatarUrl', 'handle'] as const).flatMap((field) => {
      const value = change[field] === undefined ? before[field] : change[field];
      return typeof value === 'string' ? [[field, value] as const] : [];
    });
    const after = { userId, ...Object.fromEntries(kept) };
    this.profiles.set(userId, after);
    return Promise.resolve({ before, after });
  }

  getOwner(handle: string): Promise<string | undefined> {
    return Promise.resolve(this.owners.get(handle));
  }

  replaceOwner(handle: string, userId: string, replaced: string | undefined): Promise<boolean> {
    if (this.owners.get(handle) !== replaced) return Promise.resolve(false);
    this.owners.set(handle, userId);
    return Promise.resolve(true);
  }

  removeOwner(handle: string, userId: string): Promise<void> {
    if (this.owners.get(handle) === userId) this.owners.delete(handle);
    return Promise.resolve();
  }
}

import type { Profile } from '../../protocol';

export type { Profile } from '../../protocol';

/** null removes a field; one that is not named stays. */
export type ProfileChange = {
  readonly [F in 'displayName' | 'avatarUrl' | 'handle']?: string | null | undefined;
};

/** Profiles, and who has which handle. Every read is strongly consistent. */
export interface ProfileStore {
  /** The profiles of up to 100 users, by user; those who have set nothing are missing. */
  list(userIds: readonly string[]): Promise<ReadonlyMap<string, Profile>>;
  /** Returns the profile before and after the change. */
  update(userId: string, change: ProfileChange): Promise<{ before: Profile; after: Profile }>;
  getOwner(handle: string): Promise<string | undefined>;
  /** Gives the handle to a user in place of the owner that was read. Returns false if someone else was first. */
  replaceOwner(handle: string, userId: string, replaced: string | undefined): Promise<boolean>;
  /** Frees the handle if it is still this user's. */
  removeOwner(handle: string, userId: string): Promise<void>;
}

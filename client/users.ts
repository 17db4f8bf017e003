import { clientLimits } from '../protocol/client-limits';
import { type Call } from './caller';
import { inParts } from './in-parts';
import { type Profile } from './wire/profile';

/** What to change of the own profile: null removes a field, one that is not named stays. */
export interface ProfileUpdate {
  /** 1 to 128 bytes of UTF-8 in one line, not all blank. */
  displayName?: string | null | undefined;
  /** An https URL in ASCII, at most 2048 characters. */
  avatarUrl?: string | null | undefined;
  /** Unique among all users: 3 to 30 small letters, digits, `_` or `.`. */
  handle?: string | null | undefined;
}

/** How people are called. */
export interface Users {
  /**
   * The profiles of users, any number of them. Whom the user may not see is missing: where the directory is `contacts`,
   * these are all but the members of their direct chats and, with `chatId`, of that chat.
   * @throws ParleyError `not_found` if the user is not in the chat
   */
  get(userIds: readonly string[], chatId?: string): Promise<Profile[]>;
  /** Who has the handle. @throws ParleyError `not_found` */
  find(handle: string): Promise<Profile>;
  /** Changes the own profile. @throws ParleyError `taken` if another user has the handle */
  update(change: ProfileUpdate): Promise<Profile>;
}

export function makeUsers(call: Call): Users {
  return {
    get: async (userIds, chatId) => {
      const found: Profile[] = [];
      for (const part of inParts(userIds, clientLimits.usersPerLookup)) {
        const fields = { userIds: part, ...(chatId !== undefined && { chatId }) };
        found.push(...(await call('getUsers', fields)).users);
      }
      return found;
    },
    find: async (handle) => (await call('findUser', { handle })).user,
    update: async (change) => (await call('updateProfile', change)).user,
  };
}

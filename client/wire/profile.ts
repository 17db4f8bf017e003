import { object, optional, string } from './decode';
import { id } from './id';

/** What others see of a user; what was never set is absent. */
export interface Profile {
  readonly userId: string;
  /** At most 128 bytes of UTF-8 in one line. */
  readonly displayName?: string | undefined;
  /** An https URL. */
  readonly avatarUrl?: string | undefined;
  /** Unique among all users: 3 to 30 small letters, digits, `_` or `.`. */
  readonly handle?: string | undefined;
}

const text = optional(string);

export const profile = object<Profile>({ userId: id, displayName: text, avatarUrl: text, handle: text });

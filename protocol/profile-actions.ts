import * as v from 'valibot';
import { id, wellFormedString } from './ids';
import { limits } from './limits';
import { request } from './request';

/** How a person is called: 1 to 128 bytes of UTF-8 in one line. */
const displayName = v.pipe(
  wellFormedString,
  v.regex(/^\P{Cc}*$/u, 'must have no control characters'),
  v.regex(/\S/, 'must not be blank'),
  v.maxBytes(limits.displayNameBytes, `must be at most ${limits.displayNameBytes} bytes`),
);

const avatarUrl = v.pipe(
  v.string(),
  v.regex(/^https:\/\/[\x21-\x7e]+$/, 'must be an https URL in ASCII'),
  v.url(),
  v.maxLength(2048),
);

/** Unique among all users: 3 to 30 small letters, digits, `_` or `.`. */
const handle = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9_.]{3,30}$/, 'must be 3 to 30 small letters, digits, "_" or "."'),
);

/** What others see of a user; what was never set is absent. */
export const profile = v.object({
  userId: id,
  displayName: v.optional(v.string()),
  avatarUrl: v.optional(v.string()),
  handle: v.optional(v.string()),
});

export type Profile = v.InferOutput<typeof profile>;

export const getUsers = {
  request: request('getUsers', {
    userIds: v.pipe(
      v.array(id),
      v.minLength(1),
      v.maxLength(limits.usersPerLookup),
      v.check((ids) => new Set(ids).size === ids.length, 'must name nobody twice'),
    ),
    /** A chat that the caller and these users are in. */
    chatId: v.optional(id),
  }),
  response: v.object({ users: v.array(profile) }),
};

export const findUser = {
  request: request('findUser', { handle }),
  response: v.object({ user: profile }),
};

export const updateProfile = {
  /** null removes a field; what is not named stays. */
  request: v.pipe(
    request('updateProfile', {
      displayName: v.optional(v.nullable(displayName)),
      avatarUrl: v.optional(v.nullable(avatarUrl)),
      handle: v.optional(v.nullable(handle)),
    }),
    v.check(
      (update) => [update.displayName, update.avatarUrl, update.handle].some((field) => field !== undefined),
      'displayName, avatarUrl or handle must be given',
    ),
  ),
  response: v.object({ user: profile }),
};

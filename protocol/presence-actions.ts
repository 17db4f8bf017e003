import * as v from 'valibot';
import { presenceStatus } from './frames';
import { id, timestamp } from './ids';
import { limits } from './limits';
import { request } from './request';

const aboutUsers = {
  userIds: v.pipe(
    v.array(id),
    v.minLength(1),
    v.maxLength(limits.usersPerPresence),
    v.check((ids) => new Set(ids).size === ids.length, 'must name nobody twice'),
  ),
  /** A chat that the caller and these users are in. */
  chatId: v.optional(id),
};

/** Whether a user has a socket that is alive. */
export const userPresence = v.object({
  userId: id,
  status: presenceStatus,
  lastSeen: v.optional(timestamp),
});

export type UserPresence = v.InferOutput<typeof userPresence>;

/** Every user that was named, in the order of the request, as they were at the time `at`. */
const shown = { presence: v.array(userPresence), at: timestamp };

export const ping = {
  request: request('ping', {}),
  response: v.object({ serverTime: timestamp }),
};

export const getPresence = {
  request: request('getPresence', aboutUsers),
  response: v.object(shown),
};

export const watchPresence = {
  request: request('watchPresence', aboutUsers),
  /** validForSeconds: how long events tell what changes; 0 if they do not. */
  response: v.object({ ...shown, validForSeconds: v.pipe(v.number(), v.integer(), v.minValue(0)) }),
};

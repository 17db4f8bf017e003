import { object, oneOf, optional, time } from './decode';
import { id } from './id';

/** Whether a user has a connection that is alive. */
export interface UserPresence {
  readonly userId: string;
  /** `unknown`: nobody has heard of the user for 30 days, or it cannot be told at present. */
  readonly status: 'online' | 'offline' | 'unknown';
  /** Of who is not online: when a device of theirs was last heard of. ISO 8601, UTC. */
  readonly lastSeen?: string | undefined;
}

export const userPresence = object<UserPresence>({
  userId: id,
  status: oneOf('online', 'offline', 'unknown'),
  lastSeen: optional(time),
});

import type { Runtime, Socket } from './ports';

/** One socket of a user, by its ids. */
export type SocketId = Pick<Socket, 'userId' | 'connectionId'>;

/**
 * Since when the store knows a user to be where they are. unknown: it has no trace of them, because they were never
 * here, or not for 30 days, or because it was emptied. lastSeen: milliseconds since 1970.
 */
export type KnownPresence =
  { status: 'online' } | { status: 'offline'; lastSeen: number } | { status: 'unknown' };

/** The lease of a socket: its user is online until it ends, unless it is renewed. Milliseconds since 1970. */
export interface Lease extends SocketId {
  endsAt: number;
}

/** A socket whose lease was struck off a while ago. hasReturned: it has given a sign of life since. */
export interface SilentSocket extends SocketId {
  hasReturned: boolean;
}

/** A socket that is to be told of what happens to a user, until its watch ends (milliseconds since 1970). */
export interface Watcher extends SocketId {
  endsAt: number;
}

/** When to judge, and until when what is written holds. Milliseconds since 1970. */
export interface Span {
  now: number;
  endsAt: number;
}

/**
 * Who is online and who watches whom. It is a cache: every call may throw, within 100 ms, and everything may be gone.
 * What happens to one user is in one order.
 */
export interface PresenceStore {
  /** Makes or renews the lease of a socket. Tells whether its user was not online before. */
  renew(socket: SocketId, span: Span): Promise<boolean>;
  /**
   * Ends the lease of exactly this socket. Tells when the user was last seen if that was the last one, undefined if
   * another holds, or if the lease had been ended already.
   */
  end(socket: SocketId, now: number): Promise<number | undefined>;
  /** Every user who is named has an answer. */
  list(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, KnownPresence>>;
  /** Has a socket told of what happens to the users from now on, and lists them as they are after that. */
  watch(
    watcher: SocketId,
    userIds: readonly string[],
    span: Span,
  ): Promise<ReadonlyMap<string, KnownPresence>>;
  /** Who watches the users; those whom nobody watches are missing. */
  listWatchers(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, Watcher[]>>;
  /** Leases that have ended and were not struck off yet, some of them at a time, the oldest first. */
  listLapsed(now: number): Promise<readonly Lease[]>;
  /**
   * Strikes off leases that `listLapsed` gave; `listSilent` has their sockets from the time on (milliseconds since
   * 1970). One that was renewed meanwhile still holds, and is found again when its next renewal has ended.
   */
  strikeOff(leases: readonly Lease[], silentAt: number): Promise<void>;
  /** Sockets whose leases were struck off and whose time has come, some of them at a time, the oldest first. */
  listSilent(now: number): Promise<readonly SilentSocket[]>;
  /** Takes sockets off that `listSilent` gave. */
  forgetSilent(sockets: readonly SocketId[]): Promise<void>;
}

/** Something that happened to a user, for those who watch. at, lastSeen: milliseconds since 1970. */
export interface PresenceChange {
  userId: string;
  status: 'online' | 'offline';
  at: number;
  lastSeen?: number;
  watchers: Watcher[];
}

/**
 * What it does not take nobody is told: watchers see it when they watch again. Where a handshake or a ping waits for
 * it, a call ends within 500 ms.
 */
export interface PresenceQueue {
  put(changes: readonly PresenceChange[]): Promise<void>;
}

/**
 * Sockets that a post has found closed: their leases are to be ended. At most 100 in one list. A call ends within
 * 500 ms; a lease of which it does not hear ends by itself, which a sweep finds.
 */
export interface LostSocketQueue {
  put(sockets: readonly SocketId[][]): Promise<void>;
}

/** What it takes to say that somebody is online or offline. leaseSeconds: how long a sign of life counts. */
export interface PresencePorts {
  presence: PresenceStore;
  changes: PresenceQueue;
  leaseSeconds: number;
  runtime: Runtime;
}

/** Presence is the least of what the chat does: what fails is reported and counted, and nothing else fails with it. */
export async function tryPresence<T>(
  runtime: Pick<Runtime, 'count' | 'report'>,
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (cause) {
    runtime.report('a call for presence failed', cause);
    runtime.count('presence_failed');
    return undefined;
  }
}

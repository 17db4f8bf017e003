import type {
  KnownPresence,
  Lease,
  PresenceStore,
  SilentSocket,
  SocketId,
  Span,
  Watcher,
} from '../domain/presence';
import {
  lastSeenKey,
  leasesKey,
  leasesKeys,
  memberOf,
  onlineKey,
  silentKey,
  silentKeys,
  socketOf,
  watchersKey,
} from './keys';
import type { Ask, Command, ValkeyClient } from './valkey-client';

const lastSeenSeconds = 30 * 86_400;

/** What is kept after its end, so that the sweep finds it; then the key goes by itself. */
const graceMs = 300_000;

/** What a sweep takes from each shard at once: together it is worked on within 100 ms. */
const duePerShard = 25;

/**
 * Presence in Valkey: by user, a sorted set of their sockets by the ends of their leases, when they were last seen, and
 * a sorted set of the sockets that watch them by the ends of their watches; and sharded, all leases once more, by which
 * the sweep finds those that have ended (serverless Valkey tells nobody that a key has expired), and the sockets whose
 * leases it has struck off, by the time when they are to be closed. What has ended is judged by the time that the caller gives, not by expiry: that only clears what was left behind.
 */
export class ValkeyPresenceStore implements PresenceStore {
  constructor(private readonly client: ValkeyClient) {}

  async renew(socket: SocketId, { now, endsAt }: Span): Promise<boolean> {
    const key = onlineKey(socket.userId);
    const [[live]] = await Promise.all([
      this.client.transact({
        key,
        commands: [
          ['zcount', key, `(${now}`, '+inf'],
          ['zadd', key, endsAt, socket.connectionId],
          ['pexpire', key, endsAt - now + graceMs],
          ['set', lastSeenKey(socket.userId), now, 'EX', lastSeenSeconds],
        ],
      }),
      this.client.ask([addLease({ ...socket, endsAt })]),
    ]);
    return Number(live) === 0;
  }

  async end(socket: SocketId, now: number): Promise<number | undefined> {
    const { userId, connectionId } = socket;
    const key = onlineKey(userId);
    const [[endedAt, removed, live, lastSeen]] = await Promise.all([
      this.client.transact({
        key,
        commands: [
          ['zscore', key, connectionId],
          ['zrem', key, connectionId],
          ['zcount', key, `(${now}`, '+inf'],
          ['get', lastSeenKey(userId)],
        ],
      }),
      this.client.ask([removeLease(socket)]),
    ]);
    const wasLive = Number(endedAt ?? 0) > now;
    if (wasLive) await this.setLastSeen(userId, now);
    if (Number(removed) === 0 || Number(live) > 0) return undefined;
    return wasLive ? now : Number(lastSeen ?? now);
  }

  async list(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, KnownPresence>> {
    return this.listAfter(userIds, now, () => []);
  }

  async watch(
    watcher: SocketId,
    userIds: readonly string[],
    { now, endsAt }: Span,
  ): Promise<ReadonlyMap<string, KnownPresence>> {
    return this.listAfter(userIds, now, (userId) => {
      const key = watchersKey(userId);
      return [
        ['zremrangebyscore', key, '-inf', now],
        ['zadd', key, endsAt, memberOf(watcher)],
        ['pexpire', key, endsAt - now + graceMs],
      ];
    });
  }

  async listWatchers(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, Watcher[]>> {
    const replies = await this.client.ask(
      userIds.map((userId) => {
        const key = watchersKey(userId);
        return { key, commands: [['zrangebyscore', key, `(${now}`, '+inf', 'WITHSCORES']] };
      }),
    );
    const found = userIds.map((userId, index) => [userId, scoredIn(replies[index]?.[0])] as const);
    return new Map(found.filter(([, watchers]) => watchers.length > 0));
  }

  async listLapsed(now: number): Promise<readonly Lease[]> {
    return this.listDue(leasesKeys, now);
  }

  /** Those of a user come first: who dies in between finds them among all leases again. */
  async strikeOff(leases: readonly Lease[], silentAt: number): Promise<void> {
    await this.client.ask(
      leases.map(({ userId, endsAt }) => {
        const key = onlineKey(userId);
        return { key, commands: [['zremrangebyscore', key, '-inf', endsAt]] };
      }),
    );
    await this.client.ask(
      leases.map((lease) => {
        const key = silentKey(lease);
        const commands: Command[] = [
          ['zadd', key, silentAt, memberOf(lease)],
          ...removeLease(lease).commands,
        ];
        return { key, commands };
      }),
    );
  }

  async listSilent(now: number): Promise<readonly SilentSocket[]> {
    const due = await this.listDue(silentKeys, now);
    const replies = await this.client.ask(
      due.map((socket) => {
        const key = leasesKey(socket);
        return { key, commands: [['zscore', key, memberOf(socket)]] };
      }),
    );
    return due.map(({ userId, connectionId }, index) => {
      const hasReturned = (replies[index]?.[0] ?? null) !== null;
      return { userId, connectionId, hasReturned };
    });
  }

  async forgetSilent(sockets: readonly SocketId[]): Promise<void> {
    await this.client.ask(
      sockets.map((socket) => {
        const key = silentKey(socket);
        return { key, commands: [['zrem', key, memberOf(socket)]] };
      }),
    );
  }

  private async listDue(keys: readonly string[], now: number): Promise<readonly Lease[]> {
    const limit = ['LIMIT', 0, duePerShard] as const;
    const replies = await this.client.ask(
      keys.map((key) => ({
        key,
        commands: [['zrangebyscore', key, '-inf', now, 'WITHSCORES', ...limit]],
      })),
    );
    return replies.flatMap(([reply]) => scoredIn(reply));
  }

  private async listAfter(
    userIds: readonly string[],
    now: number,
    before: (userId: string) => Command[],
  ): Promise<ReadonlyMap<string, KnownPresence>> {
    const replies = await this.client.ask(
      userIds.map((userId) => {
        const key = onlineKey(userId);
        const commands: Command[] = [
          ...before(userId),
          ['zcount', key, `(${now}`, '+inf'],
          ['get', lastSeenKey(userId)],
        ];
        return { key, commands };
      }),
    );
    return new Map(userIds.map((userId, index) => [userId, knownFrom(replies[index]?.slice(-2) ?? [])]));
  }

  private async setLastSeen(userId: string, now: number): Promise<void> {
    const key = lastSeenKey(userId);
    await this.client.ask([{ key, commands: [['set', key, now, 'EX', lastSeenSeconds]] }]);
  }
}

function addLease(lease: Lease): Ask {
  const key = leasesKey(lease);
  return { key, commands: [['zadd', key, lease.endsAt, memberOf(lease)]] };
}

function removeLease(socket: SocketId): Ask {
  const key = leasesKey(socket);
  return { key, commands: [['zrem', key, memberOf(socket)]] };
}

function knownFrom([live, lastSeen]: readonly unknown[]): KnownPresence {
  if (Number(live) > 0) return { status: 'online' };
  return typeof lastSeen === 'string'
    ? { status: 'offline', lastSeen: Number(lastSeen) }
    : { status: 'unknown' };
}

/** Members and scores as WITHSCORES gives them: one after the other. */
function scoredIn(reply: unknown): Lease[] {
  const texts = Array.isArray(reply) ? reply.map(String) : [];
  return Array.from({ length: texts.length / 2 }, (_pair, index) => ({
    ...socketOf(texts[2 * index] ?? ''),
    endsAt: Number(texts[2 * index + 1]),
  }));
}

import type {
  KnownPresence,
  Lease,
  LostSocketQueue,
  PresenceChange,
  PresenceQueue,
  PresenceStore,
  SilentSocket,
  SocketId,
  Span,
  Watcher,
} from '../../lambda/domain/presence';

/** Passes the same contract as the real store. */
export class MemoryPresenceStore implements PresenceStore {
  /** A store that is down refuses every call. */
  isDown = false;
  private leases: Lease[] = [];
  private silent: Lease[] = [];
  private readonly lastSeen = new Map<string, number>();
  private readonly watchers = new Map<string, Watcher[]>();

  async renew(socket: SocketId, { now, endsAt }: Span): Promise<boolean> {
    await this.answer();
    const hasCome = !this.isOnline(socket.userId, now);
    this.leases = [...this.leases.filter((lease) => !isSame(lease, socket)), { ...idsOf(socket), endsAt }];
    this.lastSeen.set(socket.userId, now);
    return hasCome;
  }

  async end(socket: SocketId, now: number): Promise<number | undefined> {
    await this.answer();
    const own = this.leases.find((lease) => isSame(lease, socket));
    this.leases = this.leases.filter((lease) => lease !== own);
    if (own !== undefined && own.endsAt > now) this.lastSeen.set(socket.userId, now);
    if (own === undefined || this.isOnline(socket.userId, now)) return undefined;
    return this.lastSeen.get(socket.userId) ?? now;
  }

  async list(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, KnownPresence>> {
    await this.answer();
    return new Map(userIds.map((userId) => [userId, this.known(userId, now)]));
  }

  async watch(
    watcher: SocketId,
    userIds: readonly string[],
    { now, endsAt }: Span,
  ): Promise<ReadonlyMap<string, KnownPresence>> {
    await this.answer();
    for (const userId of userIds) {
      const others = (this.watchers.get(userId) ?? []).filter((other) => !isSame(other, watcher));
      this.watchers.set(userId, [...others, { ...idsOf(watcher), endsAt }]);
    }
    return this.list(userIds, now);
  }

  async listWatchers(userIds: readonly string[], now: number): Promise<ReadonlyMap<string, Watcher[]>> {
    await this.answer();
    const found = userIds.map((userId) => {
      const watchers = (this.watchers.get(userId) ?? []).filter(({ endsAt }) => endsAt > now);
      return [userId, watchers] as const;
    });
    return new Map(found.filter(([, watchers]) => watchers.length > 0));
  }

  async listLapsed(now: number): Promise<readonly Lease[]> {
    await this.answer();
    const lapsed = this.leases.filter(({ endsAt }) => endsAt <= now);
    return lapsed.sort((one, other) => one.endsAt - other.endsAt).slice(0, 100);
  }

  async strikeOff(leases: readonly Lease[], silentAt: number): Promise<void> {
    await this.answer();
    this.leases = this.leases.filter(
      (lease) => !leases.some((struck) => isSame(struck, lease) && struck.endsAt === lease.endsAt),
    );
    const others = this.silent.filter((one) => !leases.some((struck) => isSame(struck, one)));
    this.silent = [...others, ...leases.map((struck) => ({ ...idsOf(struck), endsAt: silentAt }))];
  }

  async listSilent(now: number): Promise<readonly SilentSocket[]> {
    await this.answer();
    const due = this.silent.filter(({ endsAt }) => endsAt <= now).slice(0, 100);
    return due.map((socket) => {
      return { ...idsOf(socket), hasReturned: this.leases.some((lease) => isSame(lease, socket)) };
    });
  }

  async forgetSilent(sockets: readonly SocketId[]): Promise<void> {
    await this.answer();
    this.silent = this.silent.filter((one) => !sockets.some((socket) => isSame(socket, one)));
  }

  /** What a failover to an empty node leaves. */
  empty(): void {
    this.leases = [];
    this.silent = [];
    this.lastSeen.clear();
    this.watchers.clear();
  }

  private answer(): Promise<void> {
    return this.isDown ? Promise.reject(new Error('the presence store is down')) : Promise.resolve();
  }

  private isOnline(userId: string, now: number): boolean {
    return this.leases.some((lease) => lease.userId === userId && lease.endsAt > now);
  }

  private known(userId: string, now: number): KnownPresence {
    if (this.isOnline(userId, now)) return { status: 'online' };
    const lastSeen = this.lastSeen.get(userId);
    return lastSeen === undefined ? { status: 'unknown' } : { status: 'offline', lastSeen };
  }
}

const idsOf = ({ userId, connectionId }: SocketId): SocketId => ({ userId, connectionId });

function isSame(one: SocketId, other: SocketId): boolean {
  return one.userId === other.userId && one.connectionId === other.connectionId;
}

export class MemoryPresenceQueue implements PresenceQueue {
  readonly changes: PresenceChange[] = [];
  isDown = false;

  put(changes: readonly PresenceChange[]): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('the queue of presence is down'));
    this.changes.push(...changes);
    return Promise.resolve();
  }
}

export class MemoryLostSocketQueue implements LostSocketQueue {
  readonly sockets: SocketId[] = [];
  isDown = false;

  put(lists: readonly SocketId[][]): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('the queue of lost sockets is down'));
    this.sockets.push(...lists.flat());
    return Promise.resolve();
  }
}

import type {
  CheckQueue,
  ConnectionStore,
  DeliveryCheck,
  FanOutJob,
  FanOutQueue,
  PostOutcome,
  PushJob,
  PushQueue,
  Runtime,
  Socket,
  SocketPoster,
} from '../../lambda/domain/ports';

/** Passes the same contract as the real store. */
export class MemoryConnectionStore implements ConnectionStore {
  /** The users of each call of `list`. */
  readonly reads: (readonly string[])[] = [];
  private sockets: Socket[] = [];

  constructor(private readonly runtime: Pick<Runtime, 'now'>) {}

  put(socket: Socket): Promise<number> {
    this.sockets = [...this.live().filter((other) => !isSame(other, socket)), socket];
    return Promise.resolve(this.ofUser(socket.userId).length);
  }

  remove(socket: Pick<Socket, 'userId' | 'connectionId'>): Promise<number> {
    this.sockets = this.sockets.filter((other) => !isSame(other, socket));
    return Promise.resolve(this.ofUser(socket.userId).length);
  }

  list(userIds: readonly string[]): Promise<Socket[]> {
    this.reads.push(userIds);
    return Promise.resolve([...new Set(userIds)].flatMap((userId) => this.ofUser(userId)));
  }

  private ofUser(userId: string): Socket[] {
    return this.live().filter((socket) => socket.userId === userId);
  }

  private live(): Socket[] {
    return this.sockets.filter((socket) => socket.expiresAt > this.runtime.now());
  }
}

type SocketKey = Pick<Socket, 'userId' | 'connectionId'>;

function isSame(one: SocketKey, other: SocketKey): boolean {
  return one.userId === other.userId && one.connectionId === other.connectionId;
}

/** Takes every frame, unless the test says how a socket behaves: its outcome, at once or after a while. */
export class MemoryPoster implements SocketPoster {
  readonly posted: { connectionId: string; frame: unknown }[] = [];
  readonly closed: string[] = [];
  readonly outcomes = new Map<string, PostOutcome | Promise<PostOutcome>>();
  /** A throttled gateway refuses to close. */
  isThrottled = false;

  async post({ connectionId }: Socket, frame: string): Promise<PostOutcome> {
    const outcome = await (this.outcomes.get(connectionId) ?? 'delivered');
    if (outcome === 'delivered') this.posted.push({ connectionId, frame: JSON.parse(frame) });
    return outcome;
  }

  close({ connectionId }: Socket): Promise<void> {
    if (this.isThrottled) return Promise.reject(new Error('too many requests'));
    this.closed.push(connectionId);
    return Promise.resolve();
  }
}

export class MemoryQueue implements FanOutQueue {
  readonly jobs: { job: FanOutJob; delaySeconds: number }[] = [];
  isDown = false;

  put(jobs: readonly FanOutJob[], delaySeconds: number): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('the fan-out queue is down'));
    this.jobs.push(...jobs.map((job) => ({ job, delaySeconds })));
    return Promise.resolve();
  }
}

export class MemoryPushQueue implements PushQueue {
  readonly jobs: PushJob[] = [];
  isDown = false;

  put(job: PushJob): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('the push queue is down'));
    this.jobs.push(job);
    return Promise.resolve();
  }
}

export class MemoryCheckQueue implements CheckQueue {
  readonly checks: DeliveryCheck[] = [];
  isDown = false;

  put(check: DeliveryCheck): Promise<void> {
    if (this.isDown) return Promise.reject(new Error('the queue of delivery checks is down'));
    this.checks.push(check);
    return Promise.resolve();
  }
}

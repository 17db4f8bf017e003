import type { EventEntry, LogEntry } from '../../lambda/domain/log-entry';
import type {
  ChatStore,
  ConnectionStore,
  FanOutJob,
  FanOutQueue,
  LogPage,
  MessageLog,
  PostOutcome,
  Runtime,
  Socket,
  SocketPoster,
} from '../../lambda/domain/ports';
import type { Roster } from '../../lambda/domain/roster';

/** In-memory stores with the behaviour of the real ones: the store contract runs against both. */
export class MemoryMessageLog implements MessageLog {
  private readonly logs = new Map<string, Map<number, LogEntry>>();

  listFrom(chatId: string, fromSeq: number, limit: number): Promise<LogPage> {
    return Promise.resolve(
      page(
        this.sorted(chatId).filter((entry) => entry.seq >= fromSeq),
        limit,
      ),
    );
  }

  listBefore(chatId: string, beforeSeq: number | undefined, limit: number): Promise<LogPage> {
    const below = this.sorted(chatId).filter((entry) => entry.seq < (beforeSeq ?? Infinity));
    return Promise.resolve(page(below.reverse(), limit));
  }

  append(entry: LogEntry): Promise<LogEntry | undefined> {
    const log = this.logs.get(entry.chatId) ?? new Map<number, LogEntry>();
    this.logs.set(entry.chatId, log);
    const taken = log.get(entry.seq);
    if (taken === undefined) log.set(entry.seq, structuredClone(entry));
    return Promise.resolve(taken);
  }

  private sorted(chatId: string): LogEntry[] {
    return [...(this.logs.get(chatId)?.values() ?? [])].sort((one, other) => one.seq - other.seq);
  }
}

function page(entries: LogEntry[], limit: number): LogPage {
  return { entries: entries.slice(0, limit), more: entries.length >= limit };
}

export class MemoryChatStore implements ChatStore {
  readonly rosters = new Map<string, Roster>();
  readonly userChats = new Map<string, number>();

  getRoster(chatId: string): Promise<Roster | undefined> {
    return Promise.resolve(this.rosters.get(chatId));
  }

  putRoster(chatId: string, roster: Roster, replacedEventSeq: number): Promise<void> {
    if ((this.rosters.get(chatId)?.eventSeq ?? 0) === replacedEventSeq) this.rosters.set(chatId, roster);
    return Promise.resolve();
  }

  putUserChats(chatId: string, { seq, content }: EventEntry): Promise<void> {
    for (const userId of content.members) {
      const key = `${userId} ${chatId}`;
      if ((this.userChats.get(key) ?? 0) < seq) this.userChats.set(key, seq);
    }
    return Promise.resolve();
  }
}

export class MemoryConnectionStore implements ConnectionStore {
  private sockets: Socket[] = [];

  constructor(private readonly runtime: Pick<Runtime, 'now'>) {}

  put(socket: Socket): Promise<number> {
    this.sockets = [...this.live(), socket];
    return Promise.resolve(this.ofUser(socket.userId).length);
  }

  remove({ userId, connectionId }: Pick<Socket, 'userId' | 'connectionId'>): Promise<number> {
    this.sockets = this.sockets.filter((socket) => socket.connectionId !== connectionId);
    return Promise.resolve(this.ofUser(userId).length);
  }

  list(userIds: readonly string[]): Promise<Socket[]> {
    return Promise.resolve([...new Set(userIds)].flatMap((userId) => this.ofUser(userId)));
  }

  private ofUser(userId: string): Socket[] {
    return this.live().filter((socket) => socket.userId === userId);
  }

  private live(): Socket[] {
    return this.sockets.filter((socket) => socket.expiresAt > this.runtime.now());
  }
}

/** Takes every frame, unless the test says how a socket behaves. */
export class MemoryPoster implements SocketPoster {
  readonly posted: { connectionId: string; frame: unknown }[] = [];
  readonly closed: string[] = [];
  readonly outcomes = new Map<string, PostOutcome>();

  post({ connectionId }: Socket, frame: string): Promise<PostOutcome> {
    const outcome = this.outcomes.get(connectionId) ?? 'delivered';
    if (outcome === 'delivered') this.posted.push({ connectionId, frame: JSON.parse(frame) });
    return Promise.resolve(outcome);
  }

  close({ connectionId }: Socket): Promise<void> {
    this.closed.push(connectionId);
    return Promise.resolve();
  }
}

export class MemoryQueue implements FanOutQueue {
  readonly jobs: { job: FanOutJob; delaySeconds: number }[] = [];

  put(job: FanOutJob, delaySeconds: number): Promise<void> {
    this.jobs.push({ job, delaySeconds });
    return Promise.resolve();
  }
}

/** A clock that moves only when told to, or when someone sleeps. */
export class ManualRuntime implements Runtime {
  constructor(public nowMs = Date.UTC(2026, 0, 1)) {}
  readonly reports: string[] = [];

  now(): number {
    return this.nowMs;
  }

  sleep(milliseconds: number): Promise<void> {
    this.nowMs += milliseconds;
    return Promise.resolve();
  }

  random(): number {
    return 0.5;
  }

  report(message: string): void {
    this.reports.push(message);
  }
}

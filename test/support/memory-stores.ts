import type { LogEntry } from '../../lambda/domain/log-entry';
import type {
  ChatStore,
  CursorRaise,
  LogPage,
  MemberCursors,
  MembershipChange,
  MessageLog,
  Occurrence,
  Runtime,
  UserChat,
  UserChatPage,
} from '../../lambda/domain/ports';
import type { Floor, Roster } from '../../lambda/domain/roster';

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
    if (taken === undefined) log.set(entry.seq, JSON.parse(JSON.stringify(entry)) as LogEntry);
    return Promise.resolve(taken);
  }

  /** What the store does in its own time to entries that have expired. */
  forget(chatId: string, seqs: readonly number[]): void {
    for (const seq of seqs) this.logs.get(chatId)?.delete(seq);
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
  /** By user and chat. */
  readonly userChats = new Map<string, UserChat & MemberCursors & { userId: string; leftSeq?: number }>();

  getRoster(chatId: string): Promise<Roster | undefined> {
    return Promise.resolve(this.rosters.get(chatId));
  }

  getRosters(chatIds: readonly string[]): Promise<ReadonlyMap<string, Roster>> {
    const found = chatIds.flatMap((chatId) => {
      const roster = this.rosters.get(chatId);
      return roster === undefined ? [] : [[chatId, roster] as const];
    });
    return Promise.resolve(new Map(found));
  }

  putRoster(chatId: string, { floor: _, ...roster }: Roster, replacedEventSeq: number): Promise<void> {
    const stored = this.rosters.get(chatId);
    if ((stored?.eventSeq ?? 0) === replacedEventSeq) {
      this.rosters.set(chatId, {
        ...roster,
        ...(stored?.floor === undefined ? {} : { floor: stored.floor }),
      });
    }
    return Promise.resolve();
  }

  raiseFloor(chatId: string, floor: Floor, replacedSeq: number): Promise<boolean> {
    const stored = this.rosters.get(chatId);
    const isReplaced = stored !== undefined && (stored.floor?.seq ?? 0) === replacedSeq;
    if (isReplaced) this.rosters.set(chatId, { ...stored, floor: { ...stored.floor, ...floor } });
    return Promise.resolve(isReplaced);
  }

  putUserChats({ chatId, seq, ordinal, joined, left }: MembershipChange): Promise<void> {
    for (const userId of joined) {
      const key = `${userId} ${chatId}`;
      if ((this.userChats.get(key)?.joinedSeq ?? 0) >= seq) continue;
      const cursors = { joinedSeq: seq, deliveredSeq: seq, readSeq: seq, readOrdinal: ordinal };
      this.userChats.set(key, { userId, chatId, ...cursors });
    }
    for (const userId of left) {
      const userChat = this.userChats.get(`${userId} ${chatId}`);
      if (userChat !== undefined && userChat.joinedSeq < seq) userChat.leftSeq = seq;
    }
    return Promise.resolve();
  }

  raiseCursor(
    userId: string,
    chatId: string,
    { kind, seq, ordinal, at }: CursorRaise,
  ): Promise<MemberCursors | undefined> {
    const userChat = this.userChats.get(`${userId} ${chatId}`);
    if (userChat === undefined || userChat.leftSeq !== undefined) return Promise.resolve(undefined);
    const before = cursorsOf(userChat);
    if (kind === 'read' && userChat.readSeq < seq) {
      Object.assign(userChat, { readSeq: seq, readAt: at, readOrdinal: ordinal });
    }
    if (kind === 'delivered' && userChat.deliveredSeq < seq) {
      Object.assign(userChat, { deliveredSeq: seq, deliveredAt: at, deliveredOrdinal: ordinal });
    }
    return Promise.resolve(before);
  }

  raisePushed(userId: string, chatId: string, seq: number): Promise<void> {
    const userChat = this.userChats.get(`${userId} ${chatId}`);
    if (userChat !== undefined && userChat.leftSeq === undefined && (userChat.pushedSeq ?? 0) < seq) {
      userChat.pushedSeq = seq;
    }
    return Promise.resolve();
  }

  setMuted(userId: string, chatId: string, until: string | undefined): Promise<boolean> {
    const userChat = this.userChats.get(`${userId} ${chatId}`);
    if (userChat === undefined || userChat.leftSeq !== undefined) return Promise.resolve(false);
    delete userChat.mutedUntil;
    if (until !== undefined) userChat.mutedUntil = until;
    return Promise.resolve(true);
  }

  listCursors(chatId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, MemberCursors>> {
    const found = userIds.flatMap((userId) => {
      const userChat = this.userChats.get(`${userId} ${chatId}`);
      return userChat === undefined || userChat.leftSeq !== undefined
        ? []
        : [[userId, cursorsOf(userChat)] as const];
    });
    return Promise.resolve(new Map(found));
  }

  listUserChats(userId: string, afterChatId: string | undefined, limit: number): Promise<UserChatPage> {
    const all = [...this.userChats.values()]
      .filter((userChat) => userChat.userId === userId && userChat.chatId > (afterChatId ?? ''))
      .sort((one, other) => (one.chatId < other.chatId ? -1 : 1));
    const page = all.slice(0, limit);
    return Promise.resolve({
      chats: page
        .filter(({ leftSeq }) => leftSeq === undefined)
        .map(({ userId: _, leftSeq: __, deliveredAt: ___, readAt: ____, ...userChat }) => userChat),
      nextChatId: page.length < limit ? undefined : page.at(-1)?.chatId,
    });
  }

  /** The chats in a user's list that are not closed. */
  listOf(userId: string): string[] {
    const own = [...this.userChats.values()].filter((userChat) => userChat.userId === userId);
    return own.filter(({ leftSeq }) => leftSeq === undefined).map(({ chatId }) => chatId);
  }
}

function cursorsOf(stored: MemberCursors): MemberCursors {
  const { deliveredSeq, deliveredAt, readSeq, readAt, pushedSeq, mutedUntil } = stored;
  return {
    deliveredSeq,
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    readSeq,
    ...(readAt === undefined ? {} : { readAt }),
    ...(pushedSeq === undefined ? {} : { pushedSeq }),
    ...(mutedUntil === undefined ? {} : { mutedUntil }),
  };
}

/** A clock that moves only when told to, or when someone sleeps. */
export class ManualRuntime implements Runtime {
  constructor(public nowMs = Date.UTC(2026, 0, 1)) {}
  readonly reports: string[] = [];
  readonly counts: Occurrence[] = [];

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

  count(occurrence: Occurrence): void {
    this.counts.push(occurrence);
  }
}

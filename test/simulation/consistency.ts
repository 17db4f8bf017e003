import type { LogEntry } from '../../lambda/domain/log-entry';
import type { ChatStore, LogPage, MessageLog, UserChatPage } from '../../lambda/domain/ports';
import type { Roster } from '../../lambda/domain/roster';
import type { FunctionName } from './functions';
import { between, type Random } from './seeded-random';
import type { RecordedChats } from './recorded-chats';
import type { SimulatedLog } from './simulated-log';
import type { VirtualTime } from './virtual-time';

interface Stores {
  log: MessageLog;
  chats: ChatStore;
}

/** The same stores, read strongly consistent, or as a replica has them that may be behind. */
export interface Reads {
  strong: Stores;
  eventual: Stores;
}

/** Functions that read from a replica. */
const lagging: ReadonlySet<FunctionName> = new Set([]);

/** Which reads a function makes. Every read of the product is strongly consistent; planted bugs change this. */
export function readConsistently(reads: Reads, name: FunctionName): Stores {
  return lagging.has(name) ? reads.eventual : reads.strong;
}

interface Lag {
  time: Pick<VirtualTime, 'now'>;
  random: Random;
}

const lagMs = { min: 0, max: 2_000 };

/** What was written lately may not show. */
export class LaggingLog implements MessageLog {
  constructor(
    private readonly log: SimulatedLog,
    private readonly lag: Lag,
  ) {}

  listFrom(chatId: string, fromSeq: number, limit: number): Promise<LogPage> {
    return this.#lagged(this.log.listFrom(chatId, fromSeq, limit));
  }

  listBefore(chatId: string, beforeSeq: number | undefined, limit: number): Promise<LogPage> {
    return this.#lagged(this.log.listBefore(chatId, beforeSeq, limit));
  }

  append(entry: LogEntry): Promise<LogEntry | undefined> {
    return this.log.append(entry);
  }

  async #lagged(reading: Promise<LogPage>): Promise<LogPage> {
    const { time, random } = this.lag;
    const shownUntil = time.now() - between(random, lagMs.min, lagMs.max);
    const { entries, more } = await reading;
    return { entries: entries.filter((entry) => this.log.committedAt(entry) <= shownUntil), more };
  }
}

/** Lists of chats and rosters as they were up to two seconds ago. Writes go through. */
export class LaggingChats implements ChatStore {
  readonly raiseFloor: ChatStore['raiseFloor'];
  readonly putRoster: ChatStore['putRoster'];
  readonly putUserChats: ChatStore['putUserChats'];
  readonly raiseCursor: ChatStore['raiseCursor'];
  readonly raisePushed: ChatStore['raisePushed'];
  readonly setMuted: ChatStore['setMuted'];
  readonly listCursors: ChatStore['listCursors'];

  constructor(
    private readonly chats: RecordedChats,
    private readonly lag: Lag,
  ) {
    this.raiseFloor = (...args) => chats.raiseFloor(...args);
    this.putRoster = (...args) => chats.putRoster(...args);
    this.putUserChats = (...args) => chats.putUserChats(...args);
    this.raiseCursor = (...args) => chats.raiseCursor(...args);
    this.raisePushed = (...args) => chats.raisePushed(...args);
    this.setMuted = (...args) => chats.setMuted(...args);
    this.listCursors = (...args) => chats.listCursors(...args);
  }

  getRoster(chatId: string): Promise<Roster | undefined> {
    return Promise.resolve(this.chats.rosterAt(chatId, this.#shownUntil()));
  }

  async getRosters(chatIds: readonly string[]): Promise<ReadonlyMap<string, Roster>> {
    const found = await Promise.all(
      chatIds.map(async (chatId) => [chatId, await this.getRoster(chatId)] as const),
    );
    return new Map(found.flatMap(([chatId, roster]) => (roster ? [[chatId, roster]] : [])));
  }

  async listUserChats(userId: string, afterChatId: string | undefined, limit: number): Promise<UserChatPage> {
    const shownUntil = this.#shownUntil();
    const page = await this.chats.listUserChats(userId, afterChatId, limit);
    return {
      ...page,
      chats: page.chats.filter(({ chatId }) => this.chats.listedAt(userId, chatId) <= shownUntil),
    };
  }

  #shownUntil(): number {
    return this.lag.time.now() - between(this.lag.random, lagMs.min, lagMs.max);
  }
}

import type { LogEntry } from '../../lambda/domain/log-entry';
import type { LogPage, MessageLog } from '../../lambda/domain/ports';
import { MemoryMessageLog } from '../support/memory-stores';
import type { VirtualTime } from './virtual-time';

/** The logs, with the time at which each entry was written. Its reads are strongly consistent. */
export class SimulatedLog extends MemoryMessageLog {
  readonly committed: { entry: LogEntry; at: number }[] = [];

  constructor(private readonly time: Pick<VirtualTime, 'now'>) {
    super();
  }

  override async append(entry: LogEntry): Promise<LogEntry | undefined> {
    const taken = await super.append(entry);
    if (taken === undefined) this.committed.push({ entry, at: this.time.now() });
    return taken;
  }

  committedAt({ chatId, seq }: LogEntry): number {
    return this.committed.find(({ entry }) => entry.chatId === chatId && entry.seq === seq)?.at ?? 0;
  }
}

/** The same logs read eventually consistent: what was written in the last two seconds may not show. Only planted bugs use it. */
export class LaggingLog implements MessageLog {
  constructor(
    private readonly log: SimulatedLog,
    private readonly time: Pick<VirtualTime, 'now'>,
    private readonly random: () => number,
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
    const lagMs = this.random() < 0.1 ? this.random() * 2_000 : 0;
    const { entries, more } = await reading;
    return {
      entries: entries.filter((entry) => this.log.committedAt(entry) <= this.time.now() - lagMs),
      more,
    };
  }
}

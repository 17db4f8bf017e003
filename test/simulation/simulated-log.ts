import type { LogEntry } from '../../lambda/domain/log-entry';
import type { LogPage } from '../../lambda/domain/ports';
import { MemoryMessageLog } from '../support/memory-stores';
import { between, type Random } from './seeded-random';
import type { VirtualTime } from './virtual-time';

/** The most that a function of the product asks for at once, by its own limits. */
const entriesPerRead = 250;

/** A store deletes what has expired in its own time. */
const deletedWithinMs = 20_000;

/** The logs, with the time at which each entry was written. Its reads are strongly consistent. */
export class SimulatedLog extends MemoryMessageLog {
  readonly committed: { entry: LogEntry; at: number }[] = [];
  /** Reads that asked for more than a page: a client that is far behind must not make the server read without end. */
  endlessReads = 0;

  /** random: has entries that expire deleted, some time after. */
  constructor(
    private readonly time: Pick<VirtualTime, 'now' | 'after'>,
    private readonly random?: Random,
  ) {
    super();
  }

  override async append(entry: LogEntry): Promise<LogEntry | undefined> {
    const taken = await super.append(entry);
    if (taken !== undefined) return taken;
    this.committed.push({ entry, at: this.time.now() });
    if (this.random) this.#deleteInTime(entry, this.random);
    return undefined;
  }

  #deleteInTime({ chatId, seq, expiresAt }: LogEntry, random: Random): void {
    const livesMs = expiresAt * 1000 - this.time.now();
    this.time.after(livesMs + between(random, 0, deletedWithinMs), () => this.forget(chatId, [seq]));
  }

  override listFrom(chatId: string, fromSeq: number, limit: number): Promise<LogPage> {
    if (limit > entriesPerRead) this.endlessReads += 1;
    return super.listFrom(chatId, fromSeq, limit);
  }

  committedAt({ chatId, seq }: LogEntry): number {
    return this.committed.find(({ entry }) => entry.chatId === chatId && entry.seq === seq)?.at ?? 0;
  }
}

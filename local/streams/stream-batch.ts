import { failedItems } from '../event-sources/item-failures';
import { type Outcome } from '../functions/invocation';
import { type StreamMappingPlan } from '../resources/plan';
import { type StreamRecord } from './stream-reader';

export type GiveUpReason = 'RetryAttemptsExhausted' | 'MaximumRecordAgeExceeded';

export interface GivenUp {
  readonly reason: GiveUpReason;
  readonly records: readonly StreamRecord[];
  readonly invokeCount: number;
  readonly outcome: Outcome | undefined;
}

export interface BatchOptions {
  readonly mapping: StreamMappingPlan;
  readonly invoke: (records: readonly StreamRecord[]) => Promise<Outcome>;
  readonly giveUp: (given: GivenUp) => Promise<void>;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly isStopped: () => boolean;
  readonly now?: () => number;
}

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 10_000;

const pauseBefore = (retry: number): number => Math.min(FIRST_PAUSE_MS * 2 ** (retry - 1), MAX_PAUSE_MS);

/**
 * Hands one batch to a function until all of it is done or given up: what comes later in the shard waits. With reported
 * failures the batch goes on at the first record that failed; with bisecting, a batch that fails as a whole is halved.
 */
export class StreamBatch {
  constructor(private readonly options: BatchOptions) {}

  async deliver(records: readonly StreamRecord[]): Promise<void> {
    let batch = records;
    let outcome: Outcome | undefined;
    for (let invokeCount = 0, retries = 0; batch.length > 0 && !this.options.isStopped();) {
      const fresh = await this.dropOld(batch, { invokeCount, outcome });
      if (fresh.length === 0) return;
      outcome = await this.options.invoke(fresh);
      invokeCount += 1;
      const rest = fresh.slice(this.firstFailed(fresh, outcome));
      if (rest.length === 0 || this.options.isStopped()) return;
      if (rest.length === fresh.length && this.options.mapping.bisectsOnError && rest.length > 1)
        return this.bisect(rest);
      // A batch that has come forward is another batch: its retries are counted anew.
      retries = rest.length < fresh.length ? 1 : retries + 1;
      if (this.isExhausted(retries))
        return this.options.giveUp({ reason: 'RetryAttemptsExhausted', records: rest, invokeCount, outcome });
      batch = rest;
      await this.options.pause(pauseBefore(retries));
    }
  }

  private isExhausted(retries: number): boolean {
    const { maximumRetryAttempts: most } = this.options.mapping;
    return most >= 0 && retries > most;
  }

  /** Halving counts as no retry. */
  private async bisect(batch: readonly StreamRecord[]): Promise<void> {
    const middle = Math.ceil(batch.length / 2);
    await this.deliver(batch.slice(0, middle));
    await this.deliver(batch.slice(middle));
  }

  private firstFailed(batch: readonly StreamRecord[], outcome: Outcome): number {
    if (outcome.isError) return 0;
    if (!this.options.mapping.reportsItemFailures) return batch.length;
    const failed = failedItems(outcome, new Set(batch.map(({ sequenceNumber }) => sequenceNumber)));
    if (failed === 'all') return 0;
    const first = batch.findIndex(({ sequenceNumber }) => failed.has(sequenceNumber));
    return first < 0 ? batch.length : first;
  }

  private async dropOld(
    batch: readonly StreamRecord[],
    last: Pick<GivenUp, 'invokeCount' | 'outcome'>,
  ): Promise<readonly StreamRecord[]> {
    const { mapping, now = Date.now } = this.options;
    const { maximumRecordAgeSeconds: most } = mapping;
    const isOld = (record: StreamRecord): boolean => most >= 0 && now() - record.arrivedAtMs > most * 1000;
    const records = batch.filter(isOld);
    if (records.length === 0) return batch;
    await this.options.giveUp({ reason: 'MaximumRecordAgeExceeded', records, ...last });
    return batch.filter((record) => !records.includes(record));
  }
}

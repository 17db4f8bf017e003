import { matchesPattern } from '../event-sources/event-pattern';
import { causesOfBatch, NO_CAUSES } from '../flows/cause';
import { type Invoke } from '../functions/function-host';
import { type Log } from '../log';
import { type StreamMappingPlan } from '../resources/plan';
import { givenUpMessage } from './given-up-message';
import { StreamBatch } from './stream-batch';
import { type StreamReader, type StreamRecord } from './stream-reader';

export interface StreamSourceOptions {
  readonly mapping: StreamMappingPlan;
  readonly functionArn: string;
  readonly reader: StreamReader;
  readonly invoke: Invoke;
  /** Puts a message into a queue, by its ARN. */
  readonly deliver: (queueArn: string, message: { readonly body: string }) => Promise<void>;
  readonly abort: AbortController;
  readonly log: Log;
}

const READ_WAIT_MS = 500;

/** Reads the stream of one table and invokes one function with its records, in order, one batch at a time. */
export class StreamEventSource {
  private loop: Promise<void> = Promise.resolve();
  private readonly batch: StreamBatch;

  constructor(private readonly options: StreamSourceOptions) {
    const { mapping, invoke } = options;
    this.batch = new StreamBatch({
      mapping,
      invoke: (records) => {
        const causes = causesOfBatch(records.map((record) => record.causes ?? NO_CAUSES));
        return invoke(mapping.functionName, { Records: records.map(({ event }) => event) }, causes);
      },
      giveUp: async (given) => {
        const { functionArn, reader, deliver } = this.options;
        options.log(`stream  ${mapping.logicalId} gives up ${given.records.length} records: ${given.reason}`);
        if (mapping.onFailureArn === undefined) return;
        const origin = { functionArn, streamArn: mapping.streamArn, shardId: reader.shardId };
        const body = JSON.stringify(givenUpMessage(given, origin));
        await deliver(mapping.onFailureArn, { body });
      },
      pause: (milliseconds) => this.pause(milliseconds),
      isStopped: () => this.isStopped(),
    });
  }

  start(): void {
    this.loop = this.poll();
  }

  async stop(): Promise<void> {
    this.options.abort.abort();
    await this.loop;
  }

  private isStopped(): boolean {
    return this.options.abort.signal.aborted;
  }

  private async poll(): Promise<void> {
    while (!this.isStopped()) {
      try {
        await this.batch.deliver(await this.collect());
      } catch (error) {
        if (this.isStopped()) return;
        this.options.log(`stream  ${this.options.mapping.logicalId}: ${String(error)}`);
        await this.pause(1000);
      }
    }
  }

  /** A full batch, or what has come when the window ends. */
  private async collect(): Promise<readonly StreamRecord[]> {
    const { batchSize, windowSeconds } = this.options.mapping;
    const records = [...(await this.read(batchSize, READ_WAIT_MS))];
    const endsAt = Date.now() + windowSeconds * 1000;
    while (records.length > 0 && records.length < batchSize && Date.now() < endsAt && !this.isStopped())
      records.push(
        ...(await this.read(batchSize - records.length, Math.min(endsAt - Date.now(), READ_WAIT_MS))),
      );
    return records;
  }

  /** What no filter wants is passed over. */
  private async read(count: number, waitMs: number): Promise<readonly StreamRecord[]> {
    const { reader, mapping } = this.options;
    const { filters } = mapping;
    const records = await reader.read(count, waitMs);
    if (filters.length === 0) return records;
    return records.filter(({ event }) => filters.some((filter) => matchesPattern(event, filter)));
  }

  private pause(milliseconds: number): Promise<void> {
    const { signal } = this.options.abort;
    return new Promise((resolve) => {
      const end = (): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      signal.addEventListener('abort', end);
    });
  }
}

import type { OutboxRecord, OutboxStorage } from '../../client';
import { between, type Random } from './seeded-random';
import type { VirtualTime } from './virtual-time';

/** What a device has on its disk: it takes a moment, and outlives the application. */
export class StoredOutbox {
  readonly records = new Map<string, OutboxRecord>();
  #readyAt = 0;

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly onKept: (clientMessageId: string) => void,
  ) {}

  /** The storage as one client has it. What a client that has ended was about to write is not written. */
  storageFor(isAlive: () => boolean): OutboxStorage {
    const soon = <Result>(run: () => Result): Promise<Result> =>
      new Promise((resolve) => {
        // One after the other, as transactions of one store are.
        this.#readyAt = Math.max(this.#readyAt, this.time.now()) + between(this.random, 0, 3);
        this.time.after(this.#readyAt - this.time.now(), () => {
          if (isAlive()) resolve(run());
        });
      });
    return {
      load: () => soon(() => [...this.records.values()]),
      put: (record) =>
        soon(() => {
          this.records.set(record.clientMessageId, record);
          this.onKept(record.clientMessageId);
        }),
      remove: (clientMessageId) => soon(() => void this.records.delete(clientMessageId)),
    };
  }
}

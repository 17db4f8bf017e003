import type { OutboxRecord, OutboxStorage } from '../../client';
import { between, type Random } from './seeded-random';
import type { VirtualTime } from './virtual-time';

/** What a device has on its disk: it takes a moment, and outlives the application. */
export class StoredOutbox {
  readonly records = new Map<string, OutboxRecord>();

  constructor(
    private readonly time: VirtualTime,
    private readonly random: Random,
    private readonly onKept: (clientMessageId: string) => void,
  ) {}

  /** The storage as one client has it. What a client that has ended was about to write is not written. */
  storageFor(isAlive: () => boolean): OutboxStorage {
    const soon = <Result>(run: () => Result): Promise<Result> =>
      new Promise((resolve) =>
        this.time.after(between(this.random, 0, 3), () => {
          if (isAlive()) resolve(run());
        }),
      );
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

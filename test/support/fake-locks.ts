import { type LocksLike } from '../../client/browser/decode-platform';

interface Holder {
  page: object;
  /** The request fails, as when the lock is stolen. */
  lose(): void;
}

interface Waiter {
  page: object;
  start(): void;
}

/** The locks of one browser. Every page has its own view; when the page dies its locks are free. */
export class FakeLocks {
  readonly #held = new Map<string, Holder>();
  readonly #waiting = new Map<string, Waiter[]>();

  page(): LocksLike & { die(): void } {
    const page = {};
    return {
      request: (name, { steal = false }, run) => this.#request(page, { name, steal, run }),
      query: () => Promise.resolve({ held: [...this.#held.keys()].map((name) => ({ name })) }),
      die: () => this.#end(page),
    };
  }

  #request(
    page: object,
    { name, steal, run }: { name: string; steal: boolean; run: () => Promise<unknown> },
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const start = () => {
        const holder: Holder = { page, lose: () => reject(new Error('stolen')) };
        this.#held.set(name, holder);
        const free = () => {
          if (this.#held.get(name) === holder) this.#free(name);
        };
        run().then(
          (value) => (free(), resolve(value)),
          (error: unknown) => (free(), reject(error instanceof Error ? error : new Error(String(error)))),
        );
      };
      const holder = this.#held.get(name);
      if (holder && steal) holder.lose();
      if (!holder || steal) start();
      else this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), { page, start }]);
    });
  }

  #free(name: string): void {
    this.#held.delete(name);
    this.#waiting.get(name)?.shift()?.start();
  }

  #end(page: object): void {
    for (const [name, waiters] of this.#waiting) {
      this.#waiting.set(
        name,
        waiters.filter((waiter) => waiter.page !== page),
      );
    }
    for (const [name, holder] of [...this.#held]) if (holder.page === page) this.#free(name);
  }
}

import { type LocksLike } from '../../client/browser/decode-platform';

interface Holder {
  page: object;
  /** The request fails, as when the lock is stolen. */
  lose(): void;
}

interface Waiter {
  page: object;
  isShared: boolean;
  start(): void;
}

type Wish = { name: string; steal: boolean; isShared: boolean; run: () => Promise<unknown> };

/** The locks of one browser. Every page has its own view; when the page dies its locks are free. */
export class FakeLocks {
  readonly #held = new Map<string, Holder>();
  readonly #waiting = new Map<string, Waiter[]>();

  page(): LocksLike & { die(): void } {
    const page = {};
    return {
      request: (name, { steal = false, mode }, run) =>
        this.#request(page, { name, steal, isShared: mode === 'shared', run }),
      query: () => Promise.resolve({ held: [...this.#held.keys()].map((name) => ({ name })) }),
      die: () => this.#end(page),
    };
  }

  #request(page: object, { name, steal, isShared, run }: Wish): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const start = () => {
        // Nobody here holds a shared one for long enough to be in the way of another.
        if (isShared) return void run().then(resolve, reject);
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
      else this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), { page, isShared, start }]);
    });
  }

  #free(name: string): void {
    this.#held.delete(name);
    const waiting = this.#waiting.get(name) ?? [];
    while (waiting[0]?.isShared) waiting.shift()?.start();
    waiting.shift()?.start();
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

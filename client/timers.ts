import { closedError } from './parley-error';

/** Where time comes from. Tests inject one that they move by hand. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs `run` once after `delayMs`; the returned function cancels it. */
  after(delayMs: number, run: () => void): () => void;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, run) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** All timers of one client, so that closing it can stop every one of them. */
export class Timers implements Clock {
  readonly #clock: Clock;
  readonly #cancels = new Set<() => void>();
  readonly #sleepers = new Set<() => void>();
  #stopped = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  after(delayMs: number, run: () => void): () => void {
    if (this.#stopped) return () => undefined;
    const cancelTimer = this.#clock.after(delayMs, () => {
      this.#cancels.delete(cancel);
      run();
    });
    const cancel = () => {
      this.#cancels.delete(cancel);
      cancelTimer();
    };
    this.#cancels.add(cancel);
    return cancel;
  }

  /** @throws ParleyError `closed` once the timers are stopped, so that whoever waits hears of the end. */
  sleep(delayMs: number): Promise<void> {
    return this.within(delayMs, new Promise(() => undefined));
  }

  /** What `promise` comes to; undefined if that takes longer. @throws ParleyError `closed`, as `sleep` does */
  within<T>(limitMs: number, promise: Promise<T>): Promise<T | undefined> {
    if (this.#stopped) return Promise.reject(closedError());
    return new Promise((resolve, reject) => {
      const wake = () => reject(closedError());
      this.#sleepers.add(wake);
      const end = () => (this.#sleepers.delete(wake), cancel(), resolve(undefined));
      const cancel = this.after(limitMs, end);
      promise.then(resolve, reject).finally(end);
    });
  }

  stop(): void {
    this.#stopped = true;
    for (const cancel of [...this.#cancels]) cancel();
    for (const wake of this.#sleepers) wake();
    this.#sleepers.clear();
  }
}

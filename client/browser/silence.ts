import { type Clock } from '../timers';

/** Waits for signs of life, one wait for each id. */
export class Silence {
  readonly #clock: Clock;
  readonly #patienceMs: () => number;
  readonly #onSilent: (id: string) => void;
  readonly #cancels = new Map<string, () => void>();

  constructor(clock: Clock, patienceMs: () => number, onSilent: (id: string) => void) {
    this.#clock = clock;
    this.#patienceMs = patienceMs;
    this.#onSilent = onSilent;
  }

  /** From now on, unless it waits already. */
  expect(id: string): void {
    if (!this.#cancels.has(id)) this.#wait(id, true);
  }

  heard(id: string): void {
    this.#cancels.get(id)?.();
    this.#cancels.delete(id);
  }

  #wait(id: string, isFirst: boolean): void {
    const patienceMs = this.#patienceMs();
    const startedAt = this.#clock.now();
    const cancel = this.#clock.after(patienceMs, () => {
      // This tab itself was frozen, and what the others have said is about to be heard.
      const wasAsleep = this.#clock.now() - startedAt > 2 * patienceMs;
      if (isFirst && wasAsleep) return this.#wait(id, false);
      this.#cancels.delete(id);
      this.#onSilent(id);
    });
    this.#cancels.set(id, cancel);
  }
}

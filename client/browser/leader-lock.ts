import { type LocksLike } from './decode-platform';

export interface LeaderLockOptions {
  readonly locks: LocksLike;
  readonly name: string;
  /** There is something to lead for. */
  isWanted(): boolean;
  onElected(): void;
  /** Another tab has taken the lock. */
  onDeposed(): void;
}

/** One tab at a time holds it, and leads. */
export class LeaderLock {
  readonly #options: LeaderLockOptions;
  #isStanding = false;
  #isStealing = false;
  #release: (() => void) | undefined;

  constructor(options: LeaderLockOptions) {
    this.#options = options;
  }

  get isLeader(): boolean {
    return this.#release !== undefined;
  }

  /** Leads as soon as nobody else does. */
  stand(): void {
    if (this.#isStanding) return;
    this.#isStanding = true;
    this.#request(false, () => (this.#isStanding = false));
  }

  /** Leads instead of whoever does. */
  steal(): void {
    if (this.#isStealing) return;
    this.#isStealing = true;
    this.#request(true, () => (this.#isStealing = false));
  }

  resign(): void {
    this.#release?.();
    this.#release = undefined;
  }

  #request(steal: boolean, onStart: () => void): void {
    const { locks, name } = this.#options;
    let release: (() => void) | undefined;
    const run = () => {
      onStart();
      return new Promise<void>((resolve) => {
        // Asked twice, it is got twice; and whoever has nothing to lead for any more lets the next one.
        if (this.isLeader || !this.#options.isWanted()) return resolve();
        this.#release = release = resolve;
        this.#options.onElected();
      });
    };
    locks.request(name, steal ? { steal } : {}, run).catch(() => {
      if (release === undefined || this.#release !== release) return;
      this.#release = undefined;
      this.#options.onDeposed();
    });
  }
}

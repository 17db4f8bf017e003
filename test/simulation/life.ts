import type { Random } from './seeded-random';

/** One run of a function. Once it is dead nothing in it goes on: whatever it waits for never comes. */
export class Life {
  isDead = false;
  #calls = 0;

  constructor(
    readonly name: string,
    readonly random: Random,
    private readonly onDeath: () => void,
  ) {}

  /** The name of its next call, for the record of faults. */
  nextCall(call: string): string {
    this.#calls += 1;
    return `${this.name} ${this.#calls}:${call}`;
  }

  die(): void {
    if (this.isDead) return;
    this.isDead = true;
    this.onDeath();
  }
}

import type { Runtime } from '../../lambda/domain/ports';
import type { Life } from './life';
import { between, pick, type Random } from './seeded-random';
import type { VirtualTime } from './virtual-time';

const machineCount = 4;

/** What functions run on: each machine has a clock of its own, which may be wrong and may jump. */
export class Machines {
  readonly #skewsMs: number[];

  constructor(
    private readonly time: VirtualTime,
    random: Random,
    skewMs: number,
  ) {
    this.#skewsMs = Array.from({ length: machineCount }, () => Math.round(between(random, -skewMs, skewMs)));
  }

  jump(machine: number, byMs: number): void {
    this.#skewsMs[machine % machineCount]! += byMs;
  }

  /** What a use case may know of the machine that it happens to run on. */
  runtimeFor(life: Life): Runtime {
    const machine = pick(
      life.random,
      this.#skewsMs.map((_skew, index) => index),
    );
    return {
      now: () => this.time.now() + this.#skewsMs[machine]!,
      sleep: (milliseconds) =>
        new Promise((resolve) => this.time.after(milliseconds, () => (life.isDead ? undefined : resolve()))),
      random: life.random,
      report: () => undefined,
      count: () => undefined,
    };
  }
}

import type { Faults } from './faults';
import { type FunctionName, type FunctionPorts, functions } from './functions';
import { Life } from './life';
import { seededRandom } from './seeded-random';
import type { VirtualTime } from './virtual-time';

/** As lib/constructs sets the functions. */
const timeoutMs = (name: FunctionName): number =>
  name === 'sweepLeases' ? 55_000 : ['checkDelivery', 'fanOut', 'push'].includes(name) ? 30_000 : 15_000;

/** Why there is no answer: the function ended, was not started, or threw. */
export class NoAnswer extends Error {}

/** Runs functions, each event in a life of its own. */
export class SimulatedLambda {
  constructor(
    private readonly parts: {
      time: VirtualTime;
      faults: Faults;
      seed: number;
      portsFor: (life: Life, name: FunctionName) => FunctionPorts;
    },
  ) {}

  /** runName: of this run of the function, the same whenever it comes to it. */
  invoke(name: FunctionName, runName: string, event: unknown): Promise<unknown> {
    const { time, faults, seed, portsFor } = this.parts;
    const random = seededRandom(seed, runName);
    if (faults.happens('refused', runName, random)) return Promise.reject(new NoAnswer('throttled'));
    return new Promise((resolve, reject) => {
      const life = new Life(runName, random, () => {
        cancelTimeout();
        reject(new NoAnswer('the function ended'));
      });
      const cancelTimeout = time.after(timeoutMs(name), () => life.die());
      const end = (settle: () => void) => {
        if (life.isDead) return;
        cancelTimeout();
        settle();
      };
      functions[name](portsFor(life, name))(event).then(
        (answer) => end(() => resolve(answer)),
        () => end(() => reject(new NoAnswer('the function threw'))),
      );
    });
  }
}

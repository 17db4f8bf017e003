import { setTimeout as sleep } from 'node:timers/promises';
import type { Spoil } from '../../local/aws/spoil';
import type { Runtime, RuntimeEnvironment } from '../../local/runtime-options';
import { between, pick, type Random } from '../simulation/seeded-random';
import type { TortureDevice } from './torture-device';
import { durableWorkersOf } from './workers';

export interface TormentOptions {
  readonly random: Random;
  readonly devices: readonly TortureDevice[];
  /** Also kills and stalls functions whose jobs come again: afterwards these must be waited for. */
  readonly hitsWorkers: boolean;
}

/** Breaks something every few seconds, until it is over. */
export class Torment {
  readonly done = new Map<string, number>();
  #isOver = false;
  #stalls: 'not' | 'slow' | 'throttled' = 'not';
  readonly #isDurableWorker: (logicalId: string) => boolean;

  constructor(
    private readonly runtime: Runtime,
    private readonly options: TormentOptions,
  ) {
    this.#isDurableWorker = durableWorkersOf(runtime.functions.map(({ logicalId }) => logicalId));
  }

  readonly spoil: Spoil = ({ functionName }) => {
    const { random } = this.options;
    if (this.#stalls === 'not' || functionName === undefined || !this.#mayHit(functionName)) return undefined;
    if (random() > 0.35) return undefined;
    if (this.#stalls === 'throttled') return { isThrottled: true };
    const delayMs = between(random, 50, 2_500);
    return random() < 0.5 ? { delayMs } : { answerDelayMs: delayMs };
  };

  async run(seconds: number): Promise<void> {
    const { random } = this.options;
    for (const endsAt = performance.now() + seconds * 1000; performance.now() < endsAt;) {
      const [name, torment] = pick(random, this.torments);
      this.done.set(name, (this.done.get(name) ?? 0) + 1);
      void torment();
      await sleep(between(random, 1_000, 3_000));
    }
    this.#isOver = true;
    this.#stalls = 'not';
    this.runtime.setDisconnectDelivery({});
    for (const environment of this.runtime.environments()) environment.resume();
  }

  private readonly torments: readonly (readonly [string, () => unknown])[] = [
    ['environments killed', () => this.kill()],
    ['environments killed', () => this.kill()],
    ['environments paused', () => this.pause()],
    ['stalls of DynamoDB and SQS', () => this.stall('slow')],
    ['bursts of throttling', () => this.stall('throttled')],
    ['cuts of all sockets', () => this.runtime.closeConnections()],
    ['cuts of a device', () => this.device().cut()],
    ['restarts of a client', () => this.device().restart()],
    ['times without $disconnect', () => this.loseDisconnects()],
  ];

  private device(): TortureDevice {
    return pick(this.options.random, this.options.devices);
  }

  #mayHit(logicalId: string): boolean {
    return this.options.hitsWorkers || !this.#isDurableWorker(logicalId);
  }

  private targets(): RuntimeEnvironment[] {
    const living = this.runtime.environments().filter(({ logicalId }) => this.#mayHit(logicalId));
    const busy = living.filter(({ state }) => state === 'busy');
    return busy.length > 0 && this.options.random() < 0.8 ? busy : living;
  }

  private async kill(): Promise<void> {
    const targets = this.targets();
    for (let count = 0; count < 2 && targets.length > 0; count++)
      await pick(this.options.random, targets).kill();
  }

  private async pause(): Promise<void> {
    const targets = this.targets();
    if (targets.length === 0) return;
    const environment = pick(this.options.random, targets);
    environment.pause();
    await sleep(between(this.options.random, 500, 4_000));
    environment.resume();
  }

  private async stall(how: 'slow' | 'throttled'): Promise<void> {
    this.#stalls = how;
    await sleep(between(this.options.random, 1_000, 2_500));
    if (!this.#isOver) this.#stalls = 'not';
  }

  private async loseDisconnects(): Promise<void> {
    this.runtime.setDisconnectDelivery(this.options.random() < 0.5 ? { drop: true } : { delayMs: 2_000 });
    await sleep(4_000);
    this.runtime.setDisconnectDelivery({});
  }
}

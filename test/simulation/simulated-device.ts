import { Application, type Host } from './application';
import { DeviceNetwork } from './device-network';
import type { Recorder } from './recorder';
import type { Scenario } from './scenario';
import { type Random, seededRandom } from './seeded-random';
import { endOfToken, tokenUntil } from './simulated-token';
import type { SimulatedGateway } from './simulated-gateway';
import { StoredOutbox } from './stored-outbox';
import type { VirtualTime } from './virtual-time';
import { type Wish, Wishes } from './wishes';

export interface DevicePlan {
  deviceId: string;
  userId: string;
  hasPush: boolean;
}

export interface DeviceWorld {
  time: VirtualTime;
  gateway: SimulatedGateway;
  recorder: Recorder;
  seed: number;
  scenario: Pick<Scenario, 'watches'>;
  tokenMs: (random: Random) => number;
}

/** A device: its network, its disk, and the application that runs on it, if one does. */
export class SimulatedDevice {
  readonly network: DeviceNetwork;
  readonly outbox: StoredOutbox;
  readonly #host: Host & { idToCome: () => string };
  #application: Application | undefined;
  #runs = 0;
  #ids = 0;

  constructor(
    readonly plan: DevicePlan,
    world: DeviceWorld,
  ) {
    const { time, gateway, seed } = world;
    const { deviceId, userId } = plan;
    const random = seededRandom(seed, `tokens of ${deviceId}`);
    const token = () => tokenUntil(time.now() + world.tokenMs(random));
    this.network = new DeviceNetwork(time, gateway, (offered) => {
      return { userId, deviceId, tokenEndsAt: endOfToken(offered) };
    });
    this.outbox = new StoredOutbox(time, seededRandom(seed, `disk of ${deviceId}`), (clientMessageId) =>
      world.recorder.isKept(clientMessageId),
    );
    const { network, outbox } = this;
    const nextId = () => this.#nextId();
    this.#host = { plan, world, network, outbox, token, nextId, idToCome: () => this.#idToCome() };
  }

  get isRunning(): boolean {
    return this.#application !== undefined;
  }

  start(): void {
    this.#runs += 1;
    this.#application = new Application(this.#host, String(this.#runs));
  }

  /** It is out of power: nobody hears of it, and its connection stays as it is, also one that is just being opened. */
  vanish(): void {
    this.network.lose();
    this.#application?.kill();
    this.#application = undefined;
  }

  kill(): void {
    if (!this.#application) return;
    this.#application.kill();
    this.#application = undefined;
    this.network.reset();
  }

  /** How many timers the client has left. */
  stop(): number {
    const left = this.#application?.stop() ?? 0;
    this.#application = undefined;
    return left;
  }

  /** Whatever was wrong with it is over. */
  heal(): void {
    this.network.setSlow(false);
    this.network.goOnline();
    this.network.thaw();
    this.network.endHold();
    if (!this.#application) this.start();
  }

  wish(chatId: string, wish: Wish): void {
    if (this.#application) new Wishes(this.#application, this.#host).carryOut(chatId, wish);
  }

  lookAtEverything(): void {
    this.#application?.look();
  }

  #nextId(): string {
    this.#ids += 1;
    return `${this.plan.deviceId}-`.padEnd(16, '-') + String(this.#ids);
  }

  /** What the next id will be. */
  #idToCome(): string {
    const id = this.#nextId();
    this.#ids -= 1;
    return id;
  }
}

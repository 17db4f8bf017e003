import type { Incident, Scenario } from './scenario';
import { between } from './seeded-random';
import type { SimulatedDevice } from './simulated-device';
import type { SimulatedWorld } from './simulated-world';

/** Has everything that is planned happen in its time. */
export class Course {
  constructor(
    private readonly world: SimulatedWorld,
    private readonly devices: ReadonlyMap<string, SimulatedDevice>,
  ) {}

  schedule(): void {
    const { scenario } = this.world;
    const random = this.world.random('starts');
    for (const device of this.devices.values())
      this.world.time.after(between(random, 0, 500), () => device.start());
    for (const { at, deviceId, chatId, wish } of scenario.operations) {
      this.#at(at, () => this.#device(deviceId).wish(chatId, wish));
    }
    for (const incident of scenario.incidents) this.#schedule(incident);
    this.#scheduleAbsence(scenario);
  }

  #schedule(incident: Incident): void {
    switch (incident.kind) {
      case 'burst':
        return;
      case 'clockJump':
        return this.#at(incident.at, () => this.world.machines.jump(incident.machine, incident.byMs));
      case 'emptied':
        return this.#at(incident.at, () => this.world.presence.empty());
      case 'storm':
        return this.#storm(incident.at);
      case 'cut':
      case 'restart':
      case 'offline':
      case 'slow':
      case 'freeze':
      case 'blackHole':
        return this.#scheduleFor(this.#device(incident.deviceId), incident);
    }
  }

  #scheduleFor(device: SimulatedDevice, incident: Extract<Incident, { deviceId: string }>): void {
    const { network } = device;
    const during = (begin: () => void, end: () => void) => {
      this.#at(incident.at, begin);
      if ('to' in incident) this.#at(incident.to, end);
    };
    switch (incident.kind) {
      case 'cut':
        return this.#at(incident.at, () => network.cut());
      case 'restart':
        this.#at(incident.at, () => device.kill());
        return this.#at(incident.at + 500, () => this.#startAgain(device));
      case 'offline':
        return during(
          () => network.goOffline(),
          () => this.#comeBack(device),
        );
      case 'slow':
        return during(
          () => network.setSlow(true),
          () => network.setSlow(false),
        );
      case 'freeze':
        return during(
          () => network.freeze(),
          () => network.thaw(),
        );
      case 'blackHole':
        return during(
          () => network.hold(),
          () => (incident.breaks ? network.reset() : network.release()),
        );
    }
  }

  #storm(at: number): void {
    const random = this.world.random(`storm at ${at}`);
    for (const { network } of this.devices.values())
      this.#at(at + between(random, 0, 1_000), () => network.cut());
  }

  /** Who is offline until the end does not come back before. */
  #comeBack(device: SimulatedDevice): void {
    if (this.#isAbsent(device)) return;
    device.network.goOnline();
    device.network.endHold();
  }

  #startAgain(device: SimulatedDevice): void {
    if (!device.isRunning && !this.#isAbsent(device)) device.start();
  }

  #isAbsent({ plan }: SimulatedDevice): boolean {
    const { startMs, time, scenario } = this.world;
    return scenario.absent.some(
      ({ deviceId, at }) => deviceId === plan.deviceId && startMs + at <= time.now(),
    );
  }

  #scheduleAbsence({ absent }: Scenario): void {
    for (const { deviceId, at, vanishes } of absent) {
      const device = this.#device(deviceId);
      this.#at(at, () => {
        if (vanishes === true) return device.vanish();
        device.network.cut();
        device.kill();
      });
    }
  }

  #at(at: number, run: () => void): void {
    const { time, startMs } = this.world;
    time.after(startMs + at - time.now(), run);
  }

  #device(deviceId: string): SimulatedDevice {
    const device = this.devices.get(deviceId);
    if (!device) throw new Error(`there is no device ${deviceId}`);
    return device;
  }
}

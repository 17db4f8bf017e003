import type { Profile, Rates } from './profile';
import type { Random } from './seeded-random';
import type { VirtualTime } from './virtual-time';

export type Service = 'dynamodb' | 'sqs' | 'gateway' | 'sns' | 'valkey';

export type CallFault = 'throttle' | 'timeoutAfter' | 'timeoutBefore' | 'late' | 'crashBefore' | 'crashAfter';

/** A time in which more calls than usual are throttled. It has its time also where other faults are over before. */
export interface Burst {
  from: number;
  to: number;
  share: number;
  /** Of this service alone. */
  service?: Service;
}

/** Decides what goes wrong, as long as faults last, and keeps a record of it. */
export class Faults {
  isOver = true;
  /** By name and time, in the order in which they happened. */
  readonly record: { at: number; fault: string }[] = [];

  constructor(
    private readonly time: VirtualTime,
    private readonly profile: Profile,
    private readonly plan: { bursts: readonly Burst[]; muted: ReadonlySet<string> },
  ) {}

  /** What happens to one attempt of a call. */
  ofCall(service: Service, name: string, random: Random): CallFault | undefined {
    const fault = this.#chosen(service, random());
    return fault !== undefined && this.#happens(`${name} ${fault}`) ? fault : undefined;
  }

  /** Whether this one goes wrong. */
  happens(kind: keyof Rates, name: string, random: Random): boolean {
    const chance = random();
    if (this.isOver || chance >= this.profile.rates[kind]) return false;
    return this.#happens(`${name} ${kind}`);
  }

  #chosen(service: Service, chance: number): CallFault | undefined {
    const { throttle, timeoutAfter, timeoutBefore, late, crash } = this.profile.rates;
    let left = chance - this.#burstShare(service);
    if (left < 0) return 'throttle';
    if (this.isOver) return undefined;
    const inTurn: [CallFault, number][] = [
      ['throttle', throttle],
      ['timeoutAfter', timeoutAfter],
      ['timeoutBefore', timeoutBefore],
      ['late', late],
      ['crashBefore', crash / 2],
      ['crashAfter', crash / 2],
    ];
    for (const [fault, rate] of inTurn) {
      left -= rate;
      if (left < 0) return fault;
    }
    return undefined;
  }

  #burstShare(service: Service): number {
    const now = this.time.now();
    let share = 0;
    for (const burst of this.plan.bursts) {
      const isMeant = burst.service === undefined || burst.service === service;
      if (isMeant && burst.from <= now && now < burst.to) share = Math.max(share, burst.share);
    }
    return share;
  }

  #happens(fault: string): boolean {
    if (this.plan.muted.has(fault)) return false;
    this.record.push({ at: this.time.now(), fault });
    return true;
  }
}

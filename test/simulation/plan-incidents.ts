import type { Service } from './faults';
import { profiles } from './profiles';
import { faultMs, type Incident, type Plan } from './scenario';
import { between, pick, type Random, wholeBetween } from './seeded-random';

const services: Service[] = ['dynamodb', 'sqs', 'gateway', 'sns', 'valkey'];

export function planIncidents({ random, profile, devices }: Plan): Incident[] {
  const { incidents: counts } = profiles[profile];
  const incidents: Incident[] = [];
  const times = (count: number, make: (at: number) => Incident) => {
    for (let index = 0; index < count; index++) incidents.push(make(between(random, 1_000, faultMs - 2_000)));
  };
  const device = () => pick(random, devices).deviceId;
  const until = (at: number, low: number, high: number) => Math.min(faultMs, at + between(random, low, high));
  times(counts.cuts, (at) => ({ kind: 'cut', at, deviceId: device() }));
  times(counts.restarts, (at) => ({ kind: 'restart', at, deviceId: device() }));
  times(counts.offline, (at) => ({ kind: 'offline', at, to: until(at, 2_000, 20_000), deviceId: device() }));
  times(counts.slow, (at) => ({ kind: 'slow', at, to: until(at, 5_000, 15_000), deviceId: device() }));
  times(counts.freezes, (at) => ({ kind: 'freeze', at, to: until(at, 1_000, 15_000), deviceId: device() }));
  times(counts.blackHoles, (at) => {
    return {
      kind: 'blackHole',
      at,
      to: until(at, 2_000, 15_000),
      deviceId: device(),
      breaks: random() < 0.5,
    };
  });
  times(counts.longOffline, () => {
    const at = between(random, 1_000, faultMs / 4);
    return { kind: 'offline', at, to: faultMs, deviceId: device() };
  });
  times(counts.storms, (at) => ({ kind: 'storm', at }));
  times(counts.emptied, (at) => ({ kind: 'emptied', at }));
  times(counts.clockJumps, (at) => {
    return {
      kind: 'clockJump',
      at,
      machine: wholeBetween(random, 0, 3),
      byMs: -wholeBetween(random, 100, 1_000),
    };
  });
  times(counts.bursts, (at) => ({ kind: 'burst', at, to: until(at, 2_000, 2_000), share: 0.35 }));
  times(counts.outages, (at) => {
    return { kind: 'burst', at, to: until(at, 4_000, 8_000), share: 1, service: pick(random, services) };
  });
  times(counts.brownOuts, (at) => ({ kind: 'burst', at, to: until(at, 4_000, 4_000), share: 1 }));
  if (profile === 'valkey') incidents.push(cacheOutage(random));
  return incidents.sort((one, other) => one.at - other.at);
}

/** From the beginning to the end of all that happens, or for up to two minutes after everybody has got a lease. */
function cacheOutage(random: Random): Incident {
  const from = random() < 0.5 ? 0 : between(random, 3_000, 10_000);
  const to = from === 0 ? faultMs : from + between(random, 30_000, 120_000);
  return { kind: 'burst', at: from, to, share: 1, service: 'valkey' };
}

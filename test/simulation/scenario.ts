import { directChatId, groupChatId } from '../../lambda/domain/chat-id';
import type { Burst, Service } from './faults';
import { type ProfileName, profiles, type Shape } from './profiles';
import { between, pick, type Random, seededRandom, wholeBetween } from './seeded-random';
import type { DevicePlan } from './simulated-device';
import type { Wish } from './wishes';

/** A chat that is there from the beginning. */
export interface PlannedChat {
  chatId: string;
  creatorId: string;
  clientMessageId: string;
  members: string[];
  type: 'DIRECT' | 'GROUP';
}

/** Times are milliseconds from the beginning. */
export interface Operation {
  at: number;
  deviceId: string;
  chatId: string;
  wish: Wish;
}

export type Incident =
  | { kind: 'cut' | 'restart'; at: number; deviceId: string }
  | { kind: 'offline' | 'slow' | 'freeze'; at: number; to: number; deviceId: string }
  | { kind: 'blackHole'; at: number; to: number; deviceId: string; breaks: boolean }
  | { kind: 'storm'; at: number }
  | { kind: 'clockJump'; at: number; machine: number; byMs: number }
  | { kind: 'burst'; at: number; to: number; share: number; service?: Service };

/** Everything about a run that chance decides beforehand. The rest follows from it and the seed. */
export interface Scenario {
  seed: number;
  profile: ProfileName;
  shape: Shape;
  devices: DevicePlan[];
  chats: PlannedChat[];
  operations: Operation[];
  incidents: Incident[];
  /** Devices that are offline from some time on until all is over. */
  absent: { deviceId: string; at: number }[];
  /** Single faults that are left out, by name. */
  muted: string[];
}

/** Users act, and things go wrong, for so long. */
export const actMs = 30_000;
export const faultMs = 40_000;

const services: Service[] = ['dynamodb', 'sqs', 'gateway', 'sns', 'valkey'];

const users = ['alice', 'bob', 'carol', 'dave'] as const;

export function planScenario(seed: number, profile: ProfileName, shape: Shape): Scenario {
  const random = seededRandom(seed, `${profile} ${shape}`);
  const devices = planDevices();
  const chats = shape === 'few' ? fewChats() : manyChats(random);
  const plan = { random, profile, devices, chats };
  return {
    seed,
    profile,
    shape,
    devices,
    chats,
    operations: planOperations(plan),
    incidents: planIncidents(plan),
    absent: planAbsence(random),
    muted: [],
  };
}

export function burstsOf({ incidents }: Scenario, startMs: number): Burst[] {
  return incidents.flatMap((incident) => {
    if (incident.kind !== 'burst') return [];
    const { at, to, share, service } = incident;
    return [{ from: startMs + at, to: startMs + to, share, ...(service && { service }) }];
  });
}

function planDevices(): DevicePlan[] {
  return [
    { deviceId: 'alice-1', userId: 'alice', hasPush: true },
    { deviceId: 'alice-2', userId: 'alice', hasPush: false },
    { deviceId: 'bob-1', userId: 'bob', hasPush: false },
    { deviceId: 'carol-1', userId: 'carol', hasPush: true },
    { deviceId: 'dave-1', userId: 'dave', hasPush: true },
  ];
}

function aGroup(creatorId: string, name: string, members: readonly string[]): PlannedChat {
  const clientMessageId = `group-${name}`.padEnd(16, '-');
  const all = [...new Set([creatorId, ...members])].sort();
  return {
    chatId: groupChatId(creatorId, clientMessageId),
    creatorId,
    clientMessageId,
    members: all,
    type: 'GROUP',
  };
}

function aDirect(creatorId: string, otherId: string): PlannedChat {
  const chatId = directChatId(creatorId, otherId);
  return { chatId, creatorId, clientMessageId: chatId, members: [creatorId, otherId].sort(), type: 'DIRECT' };
}

function fewChats(): PlannedChat[] {
  return [aGroup('alice', 'all', ['bob', 'carol']), aDirect('alice', 'bob')];
}

function manyChats(random: Random): PlannedChat[] {
  const groups = Array.from({ length: 5 }, (_group, index) => {
    const creator = pick(random, users);
    return aGroup(
      creator,
      `g${index}`,
      users.filter((userId) => userId === creator || random() < 0.6),
    );
  });
  return [...groups, aDirect('carol', 'dave')];
}

interface Plan {
  random: Random;
  profile: ProfileName;
  devices: readonly DevicePlan[];
  chats: readonly PlannedChat[];
}

/** Half of what happens, happens at few moments: what is not simultaneous is not tried. */
function planOperations({ random, profile, devices, chats }: Plan): Operation[] {
  const count = 36;
  const { membershipShare } = profiles[profile];
  const moments = Array.from({ length: 8 }, () => between(random, 1_500, actMs));
  const deviceOf = (userId: string) =>
    pick(
      random,
      devices.filter((device) => device.userId === userId),
    ).deviceId;
  const operations = Array.from({ length: count }, (_operation, index): Operation[] => {
    const chat = pick(random, chats);
    const { chatId } = chat;
    const at =
      random() < 0.5 ? pick(random, moments) + between(random, 0, 60) : between(random, 1_500, actMs);
    const isChange = random() < membershipShare && chat.type === 'GROUP';
    const wish = isChange ? aChange(random, chat) : aWish(random, index);
    const isOwners = isChange && random() < 0.8 && wish.kind !== 'memberLeft';
    const userId = isOwners ? chat.creatorId : pick(random, chat.members);
    const operation = { at, deviceId: deviceOf(userId), chatId, wish };
    // Who leaves is added again, maybe before they know that they have left.
    if (wish.kind === 'memberLeft') {
      const again: Wish = { kind: 'membersAdded', members: [userId] };
      const soon = at + between(random, 300, 9_000);
      return [operation, { at: soon, deviceId: deviceOf(chat.creatorId), chatId, wish: again }];
    }
    // Whom it is about writes at the same time.
    const about = wish.kind === 'memberRemoved' && random() < 0.6 ? wish.member : undefined;
    if (about === undefined) return [operation];
    const text: Wish = { kind: 'message', text: `meanwhile ${index}` };
    return [operation, { at: at + between(random, -60, 60), deviceId: deviceOf(about), chatId, wish: text }];
  });
  return operations.flat().sort((one, other) => one.at - other.at);
}

function aWish(random: Random, index: number): Wish {
  const chance = random();
  if (chance < 0.1) return { kind: 'read' };
  if (chance < 0.13) return { kind: 'typing' };
  if (chance < 0.15) return { kind: 'bluff', text: `text ${index}` };
  return { kind: 'message', text: `text ${index}` };
}

function aChange(random: Random, chat: PlannedChat): Wish {
  const others = users.filter((userId) => userId !== chat.creatorId);
  const chance = random();
  if (chance < 0.45) return { kind: 'membersAdded', members: [pick(random, others)] };
  if (chance < 0.8) return { kind: 'memberRemoved', member: pick(random, others) };
  if (chance < 0.87) return { kind: 'memberLeft' };
  if (chance < 0.91) return { kind: 'group', title: 'more', members: users.filter(() => random() < 0.5) };
  if (chance < 0.95) return { kind: 'updated', title: `title ${wholeBetween(random, 1, 99)}` };
  return { kind: 'updated', roles: [{ userId: pick(random, others), role: 'ADMIN' }] };
}

function planIncidents({ random, profile, devices }: Plan): Incident[] {
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
  times(counts.storms, (at) => ({ kind: 'storm', at }));
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
  const down = { kind: 'burst' as const, at: 0, to: faultMs, share: 1, service: 'valkey' as const };
  if (profile === 'valkey') incidents.push(down);
  return incidents.sort((one, other) => one.at - other.at);
}

/** Phones alone: nobody waits in the end for what they do. */
function planAbsence(random: Random): Scenario['absent'] {
  return ['carol-1', 'dave-1']
    .filter(() => random() < 0.4)
    .map((deviceId) => ({ deviceId, at: between(random, 1_000, actMs) }));
}

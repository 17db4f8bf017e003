import { directChatId, groupChatId } from '../../lambda/domain/chat-id';
import { planIncidents } from './plan-incidents';
import { planOperations } from './plan-operations';
import type { Shape } from './profile';
import { planWatches } from './plan-watches';
import { type ProfileName, profiles } from './profiles';
import { faultMs, type PlannedChat, type Scenario, users } from './scenario';
import { between, pick, type Random, seededRandom } from './seeded-random';
import type { DevicePlan } from './simulated-device';

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
    absent: profiles[profile].isVanishing ? planVanishing(random, devices) : planAbsence(random),
    watches: profiles[profile].isWatched ? planWatches(plan) : [],
    muted: [],
  };
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

/** Phones alone: nobody waits in the end for what they do. */
function planAbsence(random: Random): Scenario['absent'] {
  return ['carol-1', 'dave-1']
    .filter(() => random() < 0.4)
    .map((deviceId) => ({ deviceId, at: between(random, 1_000, 0.75 * faultMs) }));
}

function planVanishing(random: Random, devices: readonly DevicePlan[]): Scenario['absent'] {
  return devices
    .filter(() => random() < 0.35)
    .map(({ deviceId }) => {
      return { deviceId, at: between(random, 1_000, 0.75 * faultMs), vanishes: random() < 0.5 };
    });
}

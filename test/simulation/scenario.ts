import type { Burst, Service } from './faults';
import type { Shape } from './profile';
import { type ProfileName, profiles } from './profiles';
import type { Random } from './seeded-random';
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
  | { kind: 'storm' | 'emptied'; at: number }
  | { kind: 'clockJump'; at: number; machine: number; byMs: number }
  | { kind: 'burst'; at: number; to: number; share: number; service?: Service };

/** Of one device, in each of its lives. */
export interface Watching {
  deviceId: string;
  userIds: string[];
  chatId?: string;
}

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
  absent: { deviceId: string; at: number; vanishes?: boolean }[];
  /** Whom applications watch; chatId: of a group that they share. */
  watches: Watching[];
  /** Single faults that are left out, by name. */
  muted: string[];
}

/** Things go wrong for so long. */
export const faultMs = 40_000;

export const users = ['alice', 'bob', 'carol', 'dave'] as const;

/** What operations and incidents are made of. */
export interface Plan {
  random: Random;
  profile: ProfileName;
  devices: readonly DevicePlan[];
  chats: readonly PlannedChat[];
}

export function burstsOf({ incidents }: Scenario, startMs: number): Burst[] {
  return incidents.flatMap((incident) => {
    if (incident.kind !== 'burst') return [];
    const { at, to, share, service } = incident;
    return [{ from: startMs + at, to: startMs + to, share, ...(service && { service }) }];
  });
}

/** API Gateway ends a socket after two hours. */
export const socketLifeMs = 2 * 60 * 60_000;

/** Where sockets are to be old, some runs are so long that each must have been replaced by another. */
export function warmUpMs({ seed, profile }: Pick<Scenario, 'seed' | 'profile'>): number {
  const usualMs = profiles[profile].warmUpMs;
  return usualMs > 0 && seed % 4 === 0 ? socketLifeMs + 120_000 : usualMs;
}

import type { Mutant } from './mutant';

/** Who is pushed what, and who is not. */
export const pushMutants: Mutant[] = [
  {
    name: 'any live socket of a device keeps its phone still',
    patches: [
      {
        file: 'lambda/domain/push-to-phones.ts',
        search: 'return live.has(deviceId) && Math.max(cursors.deliveredSeq, cursors.readSeq) >= seq;',
        replace: 'return live.has(deviceId) && Math.max(cursors.deliveredSeq, cursors.readSeq) >= 0 * seq;',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'one phone of a user is enough',
    patches: [
      {
        file: 'lambda/domain/push-to-phones.ts',
        search: 'const sent = await Promise.all(targets.map((',
        replace: 'const sent = await Promise.all(targets.slice(0, 1).map((',
      },
    ],
    profile: 'phones',
    shape: 'many',
  },
  {
    name: 'what one phone refused is no longer due to any',
    patches: [
      {
        file: 'lambda/domain/push-to-phones.ts',
        search: 'targets.map((device) => sendTo(ports, device, notification))',
        replace: 'targets.map((device) => sendTo(ports, device, notification).catch(() => true))',
      },
    ],
    profile: 'phones',
    shape: 'many',
  },
];

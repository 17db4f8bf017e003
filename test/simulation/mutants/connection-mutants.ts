import type { Mutant } from './mutant';

/** How long connections last. */
export const connectionMutants: Mutant[] = [
  {
    name: 'a connection may be used when its token has ended',
    patches: [
      {
        file: 'lambda/runtime/serve-actions.ts',
        search: 'if (caller.requestedAt >= expiresAt) {',
        replace: 'if (caller.requestedAt >= expiresAt + 3_600_000) {',
      },
    ],
    profile: 'tokens',
    shape: 'few',
  },
  {
    name: 'sockets are posted to when their token has ended',
    patches: [
      {
        file: 'lambda/domain/connect.ts',
        search: 'const expiresAt = Math.min(socket.expiresAt, socket.connectedAt + maxLifeMs);',
        replace: 'const expiresAt = socket.connectedAt + maxLifeMs;',
      },
    ],
    profile: 'tokens',
    shape: 'few',
  },
  {
    name: 'a connection is not replaced before its token ends',
    patches: [
      {
        file: 'client/renewal.ts',
        search: 'return byToken < leastMs ? byLife : Math.min(byLife, byToken);',
        replace: 'return Math.max(byLife, byToken);',
      },
    ],
    profile: 'tokens',
    shape: 'few',
  },
  {
    name: 'a connection ends before another has taken over',
    patches: [
      {
        file: 'client/connection.ts',
        search: '    const { timers, random } = this.#options;\n    const successor',
        replace:
          "    if (failures === 0) return this.#lose('socket_closed', undefined);\n    const { timers, random } = this.#options;\n    const successor",
      },
    ],
    profile: 'tokens',
    shape: 'few',
  },
  {
    name: 'a connection is not replaced before its two hours are over',
    patches: [
      {
        file: 'client/renewal.ts',
        search: 'const lifeMs = { min: 110 * 60_000, max: 118 * 60_000 } as const;',
        replace: 'const lifeMs = { min: 190 * 60_000, max: 198 * 60_000 } as const;',
      },
    ],
    profile: 'aged',
    shape: 'few',
  },
];

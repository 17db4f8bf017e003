import type { Mutant } from './mutant';

/** Who is online, and who is told. */
export const presenceMutants: Mutant[] = [
  {
    name: 'nobody looks for leases that have ended',
    patches: [
      {
        file: 'lambda/domain/sweep-leases.ts',
        search: 'if (leases.length === 0) return 0;',
        replace: 'if (leases.length >= 0) return 0;',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'a sweep calls everybody offline who has lost a socket',
    patches: [
      {
        file: 'lambda/domain/sweep-leases.ts',
        search: "if (found === undefined || found.status === 'online') return [];",
        replace: 'if (found === undefined) return [];',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'a sweep closes sockets, and does not tell of their users',
    patches: [
      {
        file: 'lambda/domain/sweep-leases.ts',
        search: 'if (vanished.length > 0) await tellWatchers(ports, vanished);',
        replace: 'void vanished;',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'a sweep closes sockets as soon as their leases have ended, though the cache was away',
    patches: [
      {
        file: 'lambda/domain/sweep-leases.ts',
        search: 'strikeOff(leases, now + ports.leaseSeconds * 1000);',
        replace: 'strikeOff(leases, now);',
      },
    ],
    profile: 'valkey',
    shape: 'few',
  },
  {
    name: 'a sweep closes silent sockets though they have returned',
    patches: [
      {
        file: 'lambda/domain/sweep-leases.ts',
        search: 'silent.filter(({ hasReturned }) => !hasReturned),',
        replace: 'silent,',
      },
    ],
    profile: 'valkey',
    shape: 'few',
  },
  {
    name: 'a closed socket takes its user offline, whatever other sockets they have',
    patches: [
      {
        file: 'test/support/memory-presence.ts',
        search: 'if (own === undefined || this.isOnline(socket.userId, now)) return undefined;',
        replace: 'if (own === undefined) return undefined;',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'nobody is told of who comes online',
    patches: [
      {
        file: 'lambda/domain/keep-online.ts',
        search:
          "await tellWatchers(ports, [{ userId: socket.userId, status: 'online', at: ports.runtime.now() }]);",
        replace: 'void tellWatchers;',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'a ping does not keep its sender online',
    patches: [
      {
        file: 'lambda/domain/ping.ts',
        search: 'await keepOnline(ports, caller);',
        replace: 'void keepOnline;',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'all sockets of a user who watches are told',
    patches: [
      {
        file: 'lambda/domain/post-presence.ts',
        search: 'sockets.filter(({ connectionId }) => (ends.get(connectionId) ?? 0) > now);',
        replace: 'sockets.filter(({ connectionId }) => (ends.get(connectionId) ?? Infinity) > now);',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'strangers may know who is online',
    patches: [
      {
        file: 'lambda/domain/known-users.ts',
        search: "if (ports.directory === 'open') return [...userIds];",
        replace: 'return [...userIds];',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
  {
    name: 'an answer seems newer than a change that it has not seen',
    patches: [
      {
        file: 'lambda/domain/get-presence.ts',
        search: 'const undatedMs = 1_000;',
        replace: 'const undatedMs = 0;',
      },
      {
        file: 'lambda/domain/keep-online.ts',
        search: "status: 'online', at: ports.runtime.now() }",
        replace: "status: 'online', at: now }",
      },
    ],
    profile: 'presence',
    shape: 'many',
  },
  {
    name: 'a new connection does not watch again',
    patches: [
      {
        file: 'client/presence.ts',
        search: '    this.#isConnected = true;\n    for (const watch of this.#watches) watch.start();',
        replace:
          '    if (this.#isConnected) return;\n    this.#isConnected = true;\n    for (const watch of this.#watches) if (!watch.isStarted) watch.start();',
      },
      {
        file: 'client/presence.ts',
        search: '  start(): void {\n    this.#cancelTimer();',
        replace:
          '  isStarted = false;\n  start(): void {\n    this.isStarted = true;\n    this.#cancelTimer();',
      },
    ],
    profile: 'presence',
    shape: 'few',
  },
];

import type { Mutant } from './mutant';

/** What follows from an entry: posts, queues, checks, pushes. */
export const deliveryMutants: Mutant[] = [
  {
    name: 'a retry that finds its entry is not dispatched',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'if (own !== undefined) return { entry: own, roster, lastSeq: end.seq };',
        replace:
          'if (own !== undefined) return { entry: own, roster: { ...roster, members: new Map() }, lastSeq: end.seq };',
      },
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq });',
        replace: 'const queueing = Promise.resolve();',
      },
    ],
    profile: 'crash',
    shape: 'many',
  },
  {
    name: 'there is no delivery check',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq });',
        replace: 'const queueing = Promise.resolve();',
      },
    ],
    profile: 'crash',
    shape: 'many',
  },
  {
    name: 'posts that failed are not tried again',
    patches: [
      {
        file: 'lambda/domain/queue-posts.ts',
        search: 'if (sockets.length === 0) return;',
        replace: 'if (sockets.length >= 0) return;',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'a job that fails is reported as done',
    patches: [
      {
        file: 'lambda/runtime/serve-jobs.ts',
        search: '      logFailure(messageId, error);\n      throw error;',
        replace: '      logFailure(messageId, error);',
      },
    ],
    profile: 'burst',
    shape: 'many',
  },
  {
    name: 'what cannot be queued is forgotten',
    patches: [
      {
        file: 'lambda/domain/dispatch-event.ts',
        search: 'await ports.queue.put(jobs, 0);',
        replace: 'await ports.queue.put(jobs, 0).catch(() => undefined);',
      },
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq });',
        replace:
          'const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq }).catch(() => undefined);',
      },
    ],
    profile: 'burst',
    shape: 'many',
  },
  {
    name: 'a 410 removes a socket whatever its age',
    patches: [
      {
        file: 'lambda/domain/forget-socket.ts',
        search: 'if (runtime.now() - socket.connectedAt < youngMs) return false;',
        replace: '',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'a 410 removes a socket after half a minute, by whatever clock',
    patches: [
      {
        file: 'lambda/domain/forget-socket.ts',
        search: 'const youngMs = 15 * 60_000;',
        replace: 'const youngMs = 30_000;',
      },
    ],
    profile: 'all',
    shape: 'many',
  },
  {
    name: 'a 410 removes all sockets of its user',
    patches: [
      {
        file: 'lambda/domain/forget-socket.ts',
        search: 'await connections.remove(socket);',
        replace: 'for (const one of await connections.list([socket.userId])) await connections.remove(one);',
      },
    ],
    profile: 'aged',
    shape: 'many',
  },
  {
    name: 'sockets are read before the entry is written',
    patches: [
      {
        file: 'lambda/domain/send-message.ts',
        search: '  const body = bodyOf(request);',
        replace:
          '  const body = bodyOf(request);\n  const early = await ports.connections.list([...((await ports.chats.getRoster(chatId))?.members.keys() ?? [])]);',
      },
      {
        file: 'lambda/domain/send-message.ts',
        search: '  await dispatchEvent(\n    ports,',
        replace:
          '  await dispatchEvent(\n    { ...ports, connections: { ...ports.connections, list: (ids: readonly string[]) => Promise.resolve(early.filter((one) => ids.includes(one.userId))) } } as typeof ports,',
      },
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq });',
        replace: 'const queueing = Promise.resolve();',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'the other devices of the sender are not told',
    patches: [
      {
        file: 'lambda/domain/deliver-event.ts',
        search: '    (socket) => socket.connectionId !== exceptConnectionId,',
        replace:
          "    (socket) => socket.connectionId !== exceptConnectionId && !(event.type === 'message' && event.message.senderId === socket.userId),",
      },
    ],
    profile: 'calm',
    shape: 'many',
  },
  {
    name: 'a socket is registered after its client has been let in',
    patches: [
      {
        file: 'test/simulation/functions.ts',
        search: '    const isAccepted = await connect(ports.connections, {',
        replace:
          '    const isAccepted = true;\n    void ports.runtime.sleep(3_000).then(() => connect(ports.connections, {',
      },
      {
        file: 'test/simulation/functions.ts',
        search:
          '      ...(authorizer.deviceId === undefined ? {} : { deviceId: authorizer.deviceId }),\n    });\n    if (!isAccepted)',
        replace:
          '      ...(authorizer.deviceId === undefined ? {} : { deviceId: authorizer.deviceId }),\n    })).catch(() => undefined);\n    if (!isAccepted)',
      },
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const queueing = ports.checks.put({ chatId, senderId, clientMessageId, afterSeq });',
        replace: 'const queueing = Promise.resolve();',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'a sync reads the log eventually consistent',
    patches: [
      {
        file: 'test/simulation/consistency.ts',
        search: 'return lagging.has(name) ? reads.eventual : reads.strong;',
        replace:
          'return name === "history" ? { log: reads.eventual.log, chats: reads.strong.chats } : reads.strong;',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'a push is noted before it is sent',
    patches: [
      {
        file: 'lambda/domain/push-to-phones.ts',
        search: '    const sent = await Promise.all(',
        replace:
          '    await ports.chats.raisePushed(userId, chatId, seq);\n    const sent = await Promise.all(',
      },
    ],
    profile: 'burst',
    shape: 'many',
  },
  {
    name: 'cursors take whatever comes',
    patches: [
      {
        file: 'test/support/memory-stores.ts',
        search: "if (kind === 'delivered' && userChat.deliveredSeq < seq) {",
        replace: "if (kind === 'delivered') {",
      },
    ],
    profile: 'crash',
    shape: 'few',
  },
  {
    name: 'nobody can connect without the cache',
    patches: [
      {
        file: 'lambda/domain/presence.ts',
        search: "    runtime.count('presence_failed');\n    return undefined;",
        replace: "    runtime.count('presence_failed');\n    throw new Error('the cache is down');",
      },
    ],
    profile: 'valkey',
    shape: 'few',
  },
];

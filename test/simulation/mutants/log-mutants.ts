import type { Mutant } from './mutant';

/** Rules of the log, each dropped: what the counter-examples of the design were found with. */
export const logMutants: Mutant[] = [
  {
    name: 'the acknowledgement does not wait for the write',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const taken = await ports.log.append(entry);',
        replace:
          'void ports.log.append(entry).catch(() => undefined); const taken = undefined as LogEntry | undefined;',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'a write that failed is acknowledged',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const taken = await ports.log.append(entry);',
        replace: 'const taken = await ports.log.append(entry).catch(() => undefined);',
      },
    ],
    profile: 'burst',
    shape: 'few',
  },
  {
    name: 'an entry is written whether its number is free or not',
    patches: [
      {
        file: 'test/support/memory-stores.ts',
        search:
          'if (taken === undefined) log.set(entry.seq, JSON.parse(JSON.stringify(entry)) as LogEntry);\n    return Promise.resolve(taken);',
        replace: 'log.set(entry.seq, entry);\n    return Promise.resolve(undefined);',
      },
    ],
    profile: 'calm',
    shape: 'few',
  },
  {
    name: 'nobody looks for the own entry',
    patches: [
      {
        file: 'lambda/domain/attempt.ts',
        search: 'if (own === undefined || attempt.isSame(own)) return own;',
        replace: 'if (own === undefined || attempt.isSame(own)) return undefined;',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'an own entry is known for two seconds only',
    patches: [
      {
        file: 'lambda/domain/attempt.ts',
        search: 'entry.senderId === attempt.senderId && entry.clientMessageId === attempt.clientMessageId,',
        replace:
          'entry.senderId === attempt.senderId && entry.clientMessageId === attempt.clientMessageId && Date.parse(entry.sentAt) > attempt.requestedAt - 2000,',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'the own entry is looked for among the two newest, whatever afterSeq says',
    patches: [
      {
        file: 'lambda/domain/read-head.ts',
        search: 'ports.log.listFrom(chatId, Math.max(afterSeq, 1), limits.entriesBehind),',
        replace:
          'ports.log.listBefore(chatId, undefined, 2).then(({ entries }) => ({ entries: entries.toReversed(), more: false })),',
      },
      {
        file: 'lambda/domain/read-head.ts',
        search: 'const isConnected = !page.more && startsAt(afterSeq, tail);',
        replace: 'const isConnected = !page.more && (startsAt(afterSeq, tail) || tail.length > 0);',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'the client names another afterSeq at each try',
    patches: [
      {
        file: 'client/chat-outbox.ts',
        search: 'if (!head.isTried && this.#mayTry(head)) await head.tryFrom(this.#feed.highestSeq);',
        replace: 'if (this.#mayTry(head)) await head.tryFrom(this.#feed.highestSeq);',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'afterSeq above the head is taken for the head',
    patches: [
      {
        file: 'lambda/domain/read-head.ts',
        search: 'if (isConnected || isAtBareEnd) return { end, roster, own, tail };',
        replace:
          'if (tail.length === 0 && !page.more) return { end: { ...end, seq: afterSeq }, roster, own, tail };\n  if (isConnected || isAtBareEnd) return { end, roster, own, tail };',
      },
    ],
    profile: 'calm',
    shape: 'few',
  },
  {
    name: 'afterSeq above the head is not refused',
    patches: [
      {
        file: 'lambda/domain/read-head.ts',
        search: 'if (isConnected || isAtBareEnd) return { end, roster, own, tail };',
        replace: 'if (isConnected || isAtBareEnd || tail.length === 0) return { end, roster, own, tail };',
      },
    ],
    profile: 'calm',
    shape: 'few',
  },
  {
    name: 'afterSeq may be as far behind as it likes',
    patches: [
      {
        file: 'lambda/domain/read-head.ts',
        search: 'ports.log.listFrom(chatId, Math.max(afterSeq, 1), limits.entriesBehind),',
        replace: 'ports.log.listFrom(chatId, Math.max(afterSeq, 1), 1_000_000),',
      },
    ],
    profile: 'calm',
    shape: 'few',
  },
  {
    name: 'the sender need not be a member any more when a conflict shows a removal',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'if (!position.roster.members.has(senderId)) throw chatNotFound();',
        replace: '',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'membership is checked before the own entry is looked for',
    patches: [
      {
        file: 'lambda/domain/read-head.ts',
        search: 'if (!roster.members.has(attempt.senderId) && own === undefined) throw chatNotFound();',
        replace: 'if (!roster.members.has(attempt.senderId)) throw chatNotFound();',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'one clientMessageId is used by two devices of a user',
    patches: [
      {
        file: 'test/simulation/simulated-device.ts',
        search: "return `${this.plan.deviceId}-`.padEnd(16, '-') + String(this.#ids);",
        replace: "return `${this.plan.userId}-`.padEnd(16, '-') + String(this.#ids);",
      },
    ],
    profile: 'calm',
    shape: 'few',
  },
];

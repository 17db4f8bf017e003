import type { Mutant } from './mutant';

/** Rules of the client. */
export const clientMutants: Mutant[] = [
  {
    name: 'two messages of a chat are under way at the same time',
    patches: [
      {
        file: 'client/chat-outbox.ts',
        search: 'if (this.#mayTry(head)) await this.#try(head);',
        replace:
          'if (this.#mayTry(head)) { const one = head; flying.add(one); void this.#try(one).catch((error: unknown) => { if (!one.isSettled) one.giveUp(asParleyError(error)); }).finally(() => { flying.delete(one); this.#drain(); }); }',
      },
      {
        file: 'client/chat-outbox.ts',
        search: 'return this.#queue[0];',
        replace: 'return this.#queue.find((one) => !flying.has(one));',
      },
      {
        file: 'client/chat-outbox.ts',
        search: 'export class ChatOutbox {',
        replace: 'const flying = new Set<Outgoing>();\nexport class ChatOutbox {',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'the client gives out what it has given out',
    patches: [
      {
        file: 'client/chat-log.ts',
        search: 'if (entry.seq >= this.#nextSeq) this.#held.set(entry.seq, entry);',
        replace:
          'if (entry.seq === this.#nextSeq - 1) this.#nextSeq -= 1;\n    if (entry.seq >= this.#nextSeq) this.#held.set(entry.seq, entry);',
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
  {
    name: 'the client gives out entries past a gap',
    patches: [
      {
        file: 'client/chat-log.ts',
        search: 'const entry = this.#held.get(this.#nextSeq);',
        replace:
          'const entry = this.#held.get(this.#nextSeq) ?? this.firstHeld();\n    if (entry) this.#nextSeq = entry.seq;',
      },
    ],
    profile: 'disconnects',
    shape: 'few',
  },
  {
    name: 'the client does not see a gap, and the delivery check posts nothing',
    patches: [
      {
        file: 'lambda/domain/check-delivery.ts',
        search: '  await repost(ports, { roster, lastSeq: newest.seq, cursors }, audiences);',
        replace: '  void repost; void newest;',
      },
      {
        file: 'client/chat-log.ts',
        search: 'return this.#highestSeq >= this.#nextSeq;',
        replace: 'return this.#highestSeq < 0;',
      },
    ],
    profile: 'disconnects',
    shape: 'few',
  },
  {
    name: 'a new connection does not sync, nor does the list show that it should',
    patches: [
      {
        file: 'client/chat-registry.ts',
        search: '    followed.told(info);\n    // Added again',
        replace: '    // Added again',
      },
      {
        file: 'client/sync-queue.ts',
        search: 'for (const chatId of chatIds) this.#enqueue(chatId);',
        replace:
          'for (const chatId of chatIds) this.#feeds.get(chatId)?.syncEnded();\n    for (const chatId of chatIds) this.#options.onSynced(chatId);',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'a sync asks for the first page only, nor does the list show that there is more',
    patches: [
      {
        file: 'client/chat-registry.ts',
        search: '    followed.told(info);\n    // Added again',
        replace: '    // Added again',
      },
      {
        file: 'client/sync-queue.ts',
        search: 'const done = new Set(chats.filter((chat) => !chat.more).map((chat) => chat.chatId));',
        replace: 'const done = new Set(chats.map((chat) => chat.chatId));',
      },
    ],
    profile: 'disconnects',
    shape: 'few',
  },
  {
    name: 'a sync leaves out its first entry',
    patches: [
      {
        file: 'lambda/domain/sync-chats.ts',
        search:
          'const visible = page.entries.filter((entry) => entry.seq > afterSeq && reading.shows(entry));',
        replace:
          'const visible = page.entries.filter((entry) => entry.seq > afterSeq + 1 && reading.shows(entry));',
      },
    ],
    profile: 'disconnects',
    shape: 'few',
  },
  {
    name: 'a message is not on the disk as tried before it is sent',
    patches: [
      {
        file: 'client/outgoing-message.ts',
        search: '    await this.#keep(record);\n    this.#record = record;',
        replace: '    await Promise.resolve();\n    this.#record = record;',
      },
    ],
    profile: 'crash',
    shape: 'few',
  },
  {
    name: 'a refusal after an unknown outcome is told as a refusal',
    patches: [
      {
        file: 'client/outgoing-tries.ts',
        search: 'else if (outgoing.isUnknown) await this.#settleRefusal(outgoing, error);',
        replace: '',
      },
    ],
    profile: 'deploy',
    shape: 'few',
  },
  {
    name: 'what has come out of order is marked as delivered, and the gap is not seen',
    patches: [
      {
        file: 'client/chat-log.ts',
        search: 'return this.#highestSeq >= this.#nextSeq;',
        replace: 'return this.#highestSeq < 0;',
      },
      {
        file: 'client/chat-receipts.ts',
        search: 'feed.inOrder.add((entry) => this.#take(entry));',
        replace: 'feed.seen.add((entry) => this.#take(entry));',
      },
    ],
    profile: 'disconnects',
    shape: 'many',
  },
  {
    name: 'no answer is the end of a message',
    patches: [
      {
        file: 'client/outgoing-tries.ts',
        search: "    if (error.outcome === 'unknown') outgoing.isUnknown = true;",
        replace:
          "    if (error.code === 'no_answer') this.#refuse(new ParleyError({ code: 'no_answer', message: 'x', retryable: false, outcome: 'refused' }));",
      },
    ],
    profile: 'normal',
    shape: 'few',
  },
];

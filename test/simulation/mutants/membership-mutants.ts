import type { Mutant } from './mutant';

/** Who is in a chat, and what they may see. */
export const membershipMutants: Mutant[] = [
  {
    name: 'a roster that is behind is taken as it is by those who write',
    patches: [
      {
        file: 'lambda/domain/read-head.ts',
        search: 'const roster = await completeRoster(ports, stored, read);',
        replace: 'const roster = stored ?? (await completeRoster(ports, stored, read));',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'nobody but its writer completes what follows from an event',
    patches: [
      {
        file: 'lambda/domain/read-chat.ts',
        search: 'const roster = await completeRoster(ports, stored, entries);',
        replace: 'const roster = stored;',
      },
      {
        file: 'lambda/domain/read-head.ts',
        search: 'const roster = await completeRoster(ports, stored, read);',
        replace: 'const roster = stored;',
      },
      {
        file: 'lambda/domain/check-delivery.ts',
        search:
          'const roster = await completeRoster(ports, await ports.chats.getRoster(chatId), page.entries);',
        replace: 'const roster = await ports.chats.getRoster(chatId);',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'the roster is read from a cache, without proof that it is fresh',
    patches: [
      {
        file: 'test/simulation/consistency.ts',
        search: 'return lagging.has(name) ? reads.eventual : reads.strong;',
        replace:
          'return name === "sendMessage" ? { log: reads.strong.log, chats: reads.eventual.chats } : reads.strong;',
      },
      {
        file: 'lambda/domain/read-head.ts',
        search: 'const roster = await completeRoster(ports, stored, read);',
        replace: 'const roster = stored ?? (await completeRoster(ports, stored, read));',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'an event that a conflict shows is not folded in',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'const position = { end: taken, roster: afterEntry(roster, taken) };',
        replace: 'const position = { end: taken, roster };',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'lists of chats are written after the roster',
    patches: [
      {
        file: 'lambda/domain/complete-roster.ts',
        search:
          '    await ports.chats.putUserChats(membershipChange(roster, after, event));\n    roster = after;\n  }\n  if (roster !== undefined) await ports.chats.putRoster(newest.chatId, roster, storedSeq);',
        replace:
          '    await ports.chats.putRoster(newest.chatId, after, roster?.eventSeq ?? 0);\n    await ports.chats.putUserChats(membershipChange(roster, after, event));\n    roster = after;\n  }',
      },
    ],
    profile: 'membership',
    shape: 'many',
  },
  {
    name: 'a late write of a list lowers cursors',
    patches: [
      {
        file: 'test/support/memory-stores.ts',
        search: 'if ((this.userChats.get(key)?.joinedSeq ?? 0) >= seq) continue;',
        replace: '',
      },
    ],
    profile: 'membership',
    shape: 'many',
  },
  {
    name: 'adding somebody who is there hides what was before',
    patches: [
      {
        file: 'lambda/domain/add-members.ts',
        search: 'const members = request.members.filter((userId) => !roster.members.has(userId)).sort();',
        replace: 'const members = [...request.members].sort();',
      },
      {
        file: 'lambda/domain/roster.ts',
        search: 'const added = content.members.filter((userId) => !members.has(userId));',
        replace: 'const added = content.members;',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'a retry is dispatched to the roster of today',
    patches: [
      {
        file: 'lambda/domain/send-message.ts',
        search: 'userIds: readersOf(roster, entry.seq)',
        replace: 'userIds: [...roster.members.keys()]',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'a reader is authorised before the log is read',
    patches: [
      {
        file: 'lambda/domain/sync-chats.ts',
        search: 'const page = await ports.log.listFrom(chatId, Math.max(afterSeq, 1), limits.pageSize);',
        replace:
          'const early = await ports.chats.getRoster(chatId);\n  const page = await ports.log.listFrom(chatId, Math.max(afterSeq, 1), limits.pageSize);',
      },
      {
        file: 'lambda/domain/sync-chats.ts',
        search: 'const reading = await readAs(ports, userId, { chatId, entries });',
        replace:
          'const known = entries.filter((entry) => entry.eventSeq <= (early?.eventSeq ?? 0));\n  const reading = await readAs(ports, userId, { chatId, entries: known, stored: early });',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'who comes later sees what was before',
    patches: [
      {
        file: 'lambda/domain/read-chat.ts',
        search: 'shows: (entry) => entry.seq >= member.joinedSeq && !isExpired(entry, nowMs),',
        replace: 'shows: (entry) => !isExpired(entry, nowMs),',
      },
    ],
    profile: 'membership',
    shape: 'few',
  },
  {
    name: 'who was removed is not told',
    patches: [
      {
        file: 'lambda/domain/membership-change.ts',
        search: 'return gone === undefined || roster.members.has(gone) ? readers : [...readers, gone];',
        replace: 'return gone === undefined ? readers : readers;',
      },
    ],
    profile: 'membership',
    shape: 'many',
  },
  {
    name: 'the list of chats is read eventually consistent, and the delivery check posts nothing',
    patches: [
      {
        file: 'lambda/domain/check-delivery.ts',
        search: '  await repost(ports, { roster, lastSeq: newest.seq, cursors }, audiences);',
        replace: '  void repost; void newest;',
      },
      {
        file: 'test/simulation/consistency.ts',
        search: 'return lagging.has(name) ? reads.eventual : reads.strong;',
        replace:
          'return name === "history" ? { log: reads.strong.log, chats: reads.eventual.chats } : reads.strong;',
      },
    ],
    // Without faults the delivery check has nothing else to make good.
    profile: 'calm',
    shape: 'many',
  },
];

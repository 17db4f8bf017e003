import type { Mutant } from './mutant';

/** What holds although entries are deleted, in any order. */
export const retentionMutants: Mutant[] = [
  {
    name: 'a log goes on behind its newest survivor',
    patches: [
      {
        file: 'lambda/domain/log-end.ts',
        search: 'if (newest !== undefined && !isExpired(newest, nowMs)) return newest;',
        replace: 'if (newest !== undefined) return newest;',
      },
    ],
    profile: 'retention',
    shape: 'many',
  },
  {
    name: 'no numbers are reserved',
    patches: [
      {
        file: 'lambda/domain/append-entry.ts',
        search: 'if (seq % reservedAtOnce !== 0 || reservedSeq >= seq) return true;',
        replace: 'if (seq > 0) return true;',
      },
    ],
    profile: 'retention',
    shape: 'many',
  },
  {
    name: 'readers see what has expired',
    patches: [
      {
        file: 'lambda/domain/read-chat.ts',
        search: 'shows: (entry) => entry.seq >= member.joinedSeq && !isExpired(entry, nowMs),',
        replace: 'shows: (entry) => entry.seq >= member.joinedSeq,',
      },
    ],
    profile: 'retention',
    shape: 'few',
  },
  {
    name: 'what has expired counts as unread',
    patches: [
      {
        file: 'lambda/domain/count-unread.ts',
        search: 'if (!isOld(unread, ports.runtime.now())) return last.ordinal - from;',
        replace: 'if (last.ordinal > from) return last.ordinal - from;',
      },
    ],
    profile: 'retention',
    shape: 'few',
  },
  {
    name: 'nobody is told that something cannot be had any more',
    patches: [
      {
        file: 'lambda/domain/sync-chats.ts',
        search: '    ...(fromSeq > afterSeq + 1 ? { reset: { fromSeq } } : {}),\n',
        replace: '',
      },
    ],
    profile: 'retention',
    shape: 'many',
  },
  {
    name: 'entries are dated by whatever clock their writer has',
    patches: [
      {
        file: 'lambda/domain/message-id.ts',
        search: 'return Math.max(nowMs, seq % 4096 === 0 ? previousMs + 1 : previousMs);',
        replace: 'return nowMs + 0 * seq * previousMs;',
      },
    ],
    profile: 'all',
    shape: 'few',
  },
];

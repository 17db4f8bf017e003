import type { ErrorCode, limits } from '..';

/** What each limit counts, and what it is for. */
export const limitWords: {
  readonly [L in keyof typeof limits]: { readonly counts: string; readonly means: string };
} = {
  frameBytes: {
    counts: 'bytes',
    means: 'One frame that you send. API Gateway closes the socket (1009) on a larger one.',
  },
  contentBytes: { counts: 'bytes', means: 'Text of one message, in UTF-8.' },
  serverFrameBytes: { counts: 'bytes', means: 'One frame that the server sends: pages are cut to fit.' },
  pageSize: { counts: 'entries', means: 'One page of `getMessages`, and of one chat in `sync`.' },
  defaultPageSize: { counts: 'entries', means: 'One page of `getMessages` without a `limit`.' },
  chatsPerSync: { counts: 'chats', means: 'Chats in one `sync`.' },
  chatsPerPage: { counts: 'chats', means: 'One page of `listChats`.' },
  chatsPerReceipt: { counts: 'chats', means: 'Chats in one `markDelivered` or `markRead`.' },
  membersWithStatus: {
    counts: 'users',
    means: 'Members of a chat up to which messages have a `status` other than `SENT`.',
  },
  membersWithLiveReceipts: {
    counts: 'users',
    means: 'Members of a group up to which senders hear by events who has read.',
  },
  membersWithTyping: { counts: 'users', means: 'Members of a group up to which typing is told.' },
  membersPerPage: { counts: 'users', means: 'One page of `getReceipts`.' },
  membersPerChat: { counts: 'users', means: 'Members of a group, the owner included.' },
  usersPerRequest: { counts: 'users', means: 'Users in one request.' },
  entriesBehind: { counts: 'entries', means: 'How far `afterSeq` may be behind the newest entry.' },
  entriesPerSecond: {
    counts: 'entries',
    means:
      'What one user may add to one chat within a second (`rate_limited`). What adds no entry, like `typing`, is not counted.',
  },
  socketsPerUser: { counts: 'sockets', means: 'Sockets of one user that are open at the same time.' },
  titleBytes: { counts: 'bytes', means: 'Title of a group, in UTF-8.' },
  usersPerLookup: { counts: 'users', means: 'Users named in one `getUsers`.' },
  usersPerPresence: { counts: 'users', means: 'Users named in one `getPresence` or `watchPresence`.' },
  displayNameBytes: { counts: 'bytes', means: 'Name of a user, in UTF-8.' },
  pushTokenLength: { counts: 'characters', means: 'Token of a phone, as its platform gives it.' },
};

/** What any action can be answered with, beside its own codes. */
export const commonErrors = {
  bad_request: 'A field is missing, unknown or breaks its constraints.',
  token_expired: 'The token of this socket has expired.',
  internal: 'A fault on the server.',
} as const satisfies { readonly [C in ErrorCode]?: string };

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
  membersPerChat: { counts: 'users', means: 'Members of a group, the owner included.' },
  usersPerRequest: { counts: 'users', means: 'Users in one request.' },
  titleBytes: { counts: 'bytes', means: 'Title of a group, in UTF-8.' },
};

/**
 * What a refusal says of the try that it answers; of an earlier try with an unknown outcome it says nothing. `unknown`:
 * it may have been carried out.
 */
export const errorOutcomes: { readonly [C in ErrorCode]: 'not done' | 'unknown' } = {
  bad_request: 'not done',
  unknown_action: 'not done',
  unauthorized: 'not done',
  token_expired: 'not done',
  forbidden: 'not done',
  not_found: 'not done',
  chat_full: 'not done',
  too_large: 'not done',
  stale_attempt: 'not done',
  busy: 'not done',
  rate_limited: 'not done',
  unavailable: 'unknown',
  internal: 'unknown',
};

/** What any action can be answered with, beside its own codes. */
export const commonErrors = {
  bad_request: 'A field is missing, unknown or breaks its constraints.',
  token_expired: 'The token of this socket has expired.',
  internal: 'A fault on the server.',
} as const satisfies { readonly [C in ErrorCode]?: string };

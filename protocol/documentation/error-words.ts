import type { ErrorCode } from '..';

/** What each error code means to whoever sent the request. */
export const errorWords: Readonly<Record<ErrorCode, string>> = {
  bad_request: 'The frame is not JSON, or its fields break the schema of its action.',
  unknown_action: 'The action does not exist.',
  unauthorized: 'The caller is not known; only before a socket is open.',
  token_expired:
    'The token that opened this socket has expired: connect with a new one, and send the same bytes there.',
  forbidden: 'The caller is a member but lacks the role that this needs.',
  not_found:
    'No such chat, or the caller is not a member of it: the answer is the same. For a handle: nobody has it.',
  taken: 'Another user has this handle.',
  chat_full: 'The chat has as many members as it may have.',
  too_large: 'The content, the title or the frame is over its limit.',
  stale_attempt:
    'afterSeq is not a recent entry of this chat. Sync, look for the own clientMessageId, and resend with a new afterSeq only if it is absent.',
  busy: 'Too many others wrote to this chat at the same moment: send the same bytes again.',
  rate_limited: 'Too many messages: send the same bytes again after retryAfterMs.',
  unavailable: 'It took too long before anything was written: send the same bytes again.',
  internal: 'A fault on the server; the outcome is unknown: send the same bytes again.',
};

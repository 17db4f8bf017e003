/** Every code an error frame can carry: what it means to the client, and whether the same bytes may be sent again. */
export const errorCodes = {
  bad_request: {
    retryable: false,
    meaning: 'The frame is not JSON, or its fields break the schema of its action.',
  },
  unknown_action: { retryable: false, meaning: 'The action does not exist.' },
  unauthorized: { retryable: false, meaning: 'The caller is not known; only before a socket is open.' },
  token_expired: {
    retryable: false,
    meaning: 'The token that opened this socket has expired: connect with a new one.',
  },
  forbidden: { retryable: false, meaning: 'The caller is a member but lacks the role that this needs.' },
  not_found: {
    retryable: false,
    meaning: 'No such chat, or the caller is not a member of it: the answer is the same.',
  },
  chat_full: { retryable: false, meaning: 'The chat has as many members as it may have.' },
  too_large: { retryable: false, meaning: 'The content or the frame is over its limit.' },
  stale_attempt: {
    retryable: false,
    meaning:
      'afterSeq is not a recent entry of this chat. Sync, look for the own clientMessageId, and resend with a new afterSeq only if it is absent.',
  },
  busy: {
    retryable: true,
    meaning: 'Too many others wrote to this chat at the same moment: send the same bytes again.',
  },
  rate_limited: {
    retryable: true,
    meaning: 'Too many messages: send the same bytes again after retryAfterMs.',
  },
  unavailable: {
    retryable: true,
    meaning: 'A service behind the chat did not answer in time: send the same bytes again.',
  },
  internal: {
    retryable: true,
    meaning: 'A fault on the server; the outcome is unknown: send the same bytes again.',
  },
} as const satisfies Record<string, { retryable: boolean; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

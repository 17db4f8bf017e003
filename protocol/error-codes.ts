/**
 * Every code an error frame can carry: what it means to the client, whether the same bytes may be sent again, and
 * whether this try may have done something all the same (outcome `unknown`).
 */
export const errorCodes = {
  bad_request: {
    retryable: false,
    outcome: 'refused',
    meaning: 'The frame is not JSON, or its fields break the schema of its action.',
  },
  unknown_action: { retryable: false, outcome: 'refused', meaning: 'The action does not exist.' },
  unauthorized: {
    retryable: false,
    outcome: 'refused',
    meaning: 'The caller is not known; only before a socket is open.',
  },
  token_expired: {
    retryable: true,
    outcome: 'refused',
    meaning:
      'The token that opened this socket has expired: connect with a new one, and send the same bytes there.',
  },
  forbidden: {
    retryable: false,
    outcome: 'refused',
    meaning: 'The caller is a member but lacks the role that this needs.',
  },
  not_found: {
    retryable: false,
    outcome: 'refused',
    meaning:
      'No such chat, or the caller is not a member of it: the answer is the same. For a handle: nobody has it.',
  },
  taken: { retryable: false, outcome: 'refused', meaning: 'Another user has this handle.' },
  chat_full: {
    retryable: false,
    outcome: 'refused',
    meaning: 'The chat has as many members as it may have.',
  },
  too_large: {
    retryable: false,
    outcome: 'refused',
    meaning: 'The content, the title or the frame is over its limit.',
  },
  stale_attempt: {
    retryable: false,
    outcome: 'refused',
    meaning:
      'afterSeq is not a recent entry of this chat. Sync, look for the own clientMessageId, and resend with a new afterSeq only if it is absent.',
  },
  busy: {
    retryable: true,
    outcome: 'refused',
    meaning: 'Too many others wrote to this chat at the same moment: send the same bytes again.',
  },
  rate_limited: {
    retryable: true,
    outcome: 'refused',
    meaning: 'Too many messages: send the same bytes again after retryAfterMs.',
  },
  unavailable: {
    retryable: true,
    outcome: 'refused',
    meaning: 'It took too long before anything was written: send the same bytes again.',
  },
  internal: {
    retryable: true,
    outcome: 'unknown',
    meaning: 'A fault on the server; the outcome is unknown: send the same bytes again.',
  },
} as const satisfies Record<string, { retryable: boolean; outcome: 'refused' | 'unknown'; meaning: string }>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

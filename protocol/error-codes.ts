/**
 * Every code an error frame can carry: whether the same bytes may be sent again, and whether this try may have done
 * something all the same (outcome `unknown`). What each means stands in `documentation/error-words.ts`.
 */
export const errorCodes = {
  bad_request: { retryable: false, outcome: 'refused' },
  unknown_action: { retryable: false, outcome: 'refused' },
  unauthorized: { retryable: false, outcome: 'refused' },
  token_expired: { retryable: true, outcome: 'refused' },
  forbidden: { retryable: false, outcome: 'refused' },
  not_found: { retryable: false, outcome: 'refused' },
  taken: { retryable: false, outcome: 'refused' },
  chat_full: { retryable: false, outcome: 'refused' },
  too_large: { retryable: false, outcome: 'refused' },
  stale_attempt: { retryable: false, outcome: 'refused' },
  busy: { retryable: true, outcome: 'refused' },
  rate_limited: { retryable: true, outcome: 'refused' },
  unavailable: { retryable: true, outcome: 'refused' },
  internal: { retryable: true, outcome: 'unknown' },
} as const satisfies Record<string, { retryable: boolean; outcome: 'refused' | 'unknown' }>;

export type ErrorCode = keyof typeof errorCodes;

export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(errorCodes, code);
}

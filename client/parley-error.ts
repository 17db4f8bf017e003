import { type ErrorCode, errorCodes, isErrorCode } from '../protocol/error-codes';

/**
 * Codes that the client makes itself.
 * - `closed`: the client was closed, or never connected
 * - `disconnected`: the socket was lost before the answer came, or was not there
 * - `no_answer`: no answer within 10 s, or the gateway said that it could not get one
 * - `bad_answer`: the answer breaks the protocol
 * - `outbox_failed`: the outbox storage could not keep the message, so it was not sent
 * - `unrecognized`: the server used a code that this version does not know; the message carries it
 */
export type ClientErrorCode =
  'closed' | 'disconnected' | 'no_answer' | 'bad_answer' | 'outbox_failed' | 'unrecognized';

/** What a `ParleyError` carries. */
export interface ParleyErrorDetails {
  code: ErrorCode | ClientErrorCode;
  message: string;
  retryable: boolean;
  outcome: 'refused' | 'unknown';
  retryAfterMs?: number | undefined;
}

/** The server's answer to a request that it refused, as far as the client reads it. */
export interface ErrorFrame {
  /** Absent when the frame had none that could be read. */
  readonly requestId?: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly retryAfterMs?: number;
}

/** Whatever the client refuses or fails with. */
export class ParleyError extends Error {
  override readonly name = 'ParleyError';
  readonly code: ErrorCode | ClientErrorCode;
  /** Whether the same request may succeed later. The client itself has retried before it tells. */
  readonly retryable: boolean;
  /** `refused`: it certainly did not happen. `unknown`: it may have happened. */
  readonly outcome: 'refused' | 'unknown';
  /** How long the server asks to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor({ code, message, retryable, outcome, retryAfterMs }: ParleyErrorDetails) {
    super(message);
    this.code = code;
    this.retryable = retryable;
    this.outcome = outcome;
    this.retryAfterMs = retryAfterMs;
  }
}

export function refusal(frame: ErrorFrame): ParleyError {
  const { code, message, retryAfterMs } = frame;
  return new ParleyError({
    code: isErrorCode(code) ? code : 'unrecognized',
    message: isErrorCode(code) ? message : `${message} (${code})`,
    retryable: frame.retryable,
    // Of a code to come that may be retried nobody knows whether it was carried out.
    outcome: isErrorCode(code) ? errorCodes[code].outcome : frame.retryable ? 'unknown' : 'refused',
    retryAfterMs,
  });
}

/** For what certainly did not happen, and would not if it were tried again. */
export function refusedError(code: ErrorCode, message: string): ParleyError {
  return new ParleyError({ code, message, retryable: false, outcome: 'refused' });
}

export function closedError(outcome: 'refused' | 'unknown' = 'unknown'): ParleyError {
  const message = 'unable to go on; the client is closed';
  return new ParleyError({ code: 'closed', message, retryable: false, outcome });
}

export function disconnectedError(outcome: 'refused' | 'unknown'): ParleyError {
  const message = 'unable to get an answer; the connection is lost';
  return new ParleyError({ code: 'disconnected', message, retryable: true, outcome });
}

export function noAnswerError(reason: string): ParleyError {
  const message = `unable to get an answer; ${reason}`;
  return new ParleyError({ code: 'no_answer', message, retryable: true, outcome: 'unknown' });
}

export function badAnswerError(action: string): ParleyError {
  const message = `unable to read the answer to ${action}; it breaks the protocol`;
  return new ParleyError({ code: 'bad_answer', message, retryable: false, outcome: 'unknown' });
}

export function notInChatError(): ParleyError {
  const message = 'unable to go on; the user is not in this chat';
  return refusedError('not_found', message);
}

/** Of an own entry that may be in the chat, where it cannot be looked for any more. */
export function unsettledError(claim: string, reason: string): ParleyError {
  const message = `unable to tell whether ${claim}; ${reason}`;
  return new ParleyError({ code: 'no_answer', message, retryable: false, outcome: 'unknown' });
}

export function outboxError(outcome: 'refused' | 'unknown'): ParleyError {
  const message = 'unable to send the message; the outbox storage failed';
  return new ParleyError({ code: 'outbox_failed', message, retryable: true, outcome });
}

export function asParleyError(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new ParleyError({ code: 'bad_answer', message, retryable: false, outcome: 'unknown' });
}

import { type ErrorCode, errorCodes } from '../../protocol';

/**
 * A refusal that the client is told: `code` from the protocol's registry, `message` in the form
 * "unable to <do>; <reason>". Anything else that is thrown reaches the client as `internal`.
 */
export class ChatError extends Error {
  readonly retryable: boolean;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly retryAfterMs?: number,
  ) {
    super(message);
    this.name = 'ChatError';
    this.retryable = errorCodes[code].retryable;
  }
}

/** The same answer for a chat that does not exist and for one that the caller is not in. */
export function chatNotFound(): ChatError {
  return new ChatError('not_found', 'unable to find the chat; it does not exist or you are not in it');
}

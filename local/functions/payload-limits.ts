import { failure, rejected, type Outcome } from './invocation';

const SYNC_BYTES = 6_291_456;
const ASYNC_BYTES = 1_048_576;
/** One hundred bytes more than six mebibytes: so Lambda says and so it does. */
const RESPONSE_BYTES = 6_291_556;

/** The answer to an event that is too large, or undefined. */
export const refuseEvent = (event: string, kind: 'sync' | 'async'): Outcome | undefined => {
  const limit = kind === 'sync' ? SYNC_BYTES : ASYNC_BYTES;
  if (Buffer.byteLength(event) <= limit) return undefined;
  const operation = kind === 'sync' ? 'InvokeFunction' : 'InvokeAsync';
  return rejected(
    { status: 413, type: 'RequestTooLargeException' },
    { Type: 'User', message: `Request must be smaller than ${limit} bytes for the ${operation} operation` },
  );
};

/** A response that is too large fails, although the function has done its work. */
export const limitResponse = (outcome: Outcome): Outcome =>
  Buffer.byteLength(outcome.payload) <= RESPONSE_BYTES
    ? outcome
    : failure({
        errorType: 'Function.ResponseSizeTooLarge',
        errorMessage: `Response payload size exceeded maximum allowed payload size (${RESPONSE_BYTES} bytes).`,
      });

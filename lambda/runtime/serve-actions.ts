import { type Action, type ErrorFrame, limits, type RequestOf, type ResponseOf } from '../../protocol';
import type { Caller } from '../domain/caller';
import { ChatError } from '../domain/errors';
import type { FanOutQueue, Runtime, Socket } from '../domain/ports';
import { decodeMessageEvent } from './decode-event';
import { decodeFrame, decodeRequest, type Frame } from './decode-request';
import { log } from './log';

export type UseCase<A extends Action> = (
  caller: Caller,
  request: RequestOf<A>,
) => Promise<ResponseOf<A>> | ResponseOf<A>;

/** One use case for each action that is routed to the function. */
export type UseCases<A extends Action> = { readonly [K in A]: UseCase<K> };

export interface ServePorts {
  queue: FanOutQueue;
  runtime: Runtime;
  callbackUrl: string;
}

interface Answer {
  statusCode: 200;
  body: string;
}

/** The client needs the answer before its socket is closed. */
const closeAfterSeconds = 1;

/**
 * Makes the handler of a function that serves actions. Written once: checks the token's expiry and the schema, runs the
 * use case, answers with the requestId; turns a ChatError into an error frame and anything else into `internal`, logged
 * with its stack and never sent. It always answers 200: the socket stays open whatever the client sent.
 */
export function serveActions<A extends Action>(
  ports: ServePorts,
  useCases: UseCases<A>,
): (event: unknown) => Promise<Answer> {
  return async (event) => {
    const { requestContext, body } = decodeMessageEvent(event);
    const { connectionId, authorizer, requestId: gatewayRequestId, connectedAt } = requestContext;
    const caller = { userId: authorizer.userId, connectionId, requestedAt: ports.runtime.now() };
    log.appendKeys({ connectionId, gatewayRequestId });
    const frame = decodeFrame(body);
    try {
      const expiresAt = authorizer.exp * 1000;
      if (caller.requestedAt >= expiresAt) {
        throw await expired(ports, { ...caller, callbackUrl: ports.callbackUrl, connectedAt, expiresAt });
      }
      return answer({
        type: 'ok',
        requestId: frame.requestId,
        ...(await run(useCases, caller, { ...frame, bytes: Buffer.byteLength(body) })),
      });
    } catch (error) {
      return answer(toErrorFrame(error, frame.requestId));
    }
  };
}

async function run<A extends Action>(
  useCases: UseCases<A>,
  caller: Caller,
  { action, value, bytes }: Frame & { bytes: number },
): Promise<object> {
  // API Gateway lets a message of several frames pass that has 128 KB. No answer could hold what that may store.
  if (bytes > limits.frameBytes) {
    throw new ChatError('too_large', `unable to read the request; it has over ${limits.frameBytes} bytes`);
  }
  if (value === undefined)
    throw new ChatError('bad_request', 'unable to read the request; it is not a JSON object');
  if (action === undefined || !isServed(useCases, action)) {
    throw new ChatError('unknown_action', 'unable to do this; there is no such action');
  }
  return useCases[action](caller, decodeRequest(action, value));
}

function isServed<A extends Action>(useCases: UseCases<A>, action: Action): action is A {
  return Object.hasOwn(useCases, action);
}

async function expired(
  ports: ServePorts,
  { userId, connectionId, callbackUrl, connectedAt, expiresAt }: Socket,
) {
  const socket = { userId, connectionId, callbackUrl, connectedAt, expiresAt };
  await ports.queue.put([{ kind: 'close', socket }], closeAfterSeconds);
  return new ChatError('token_expired', 'unable to do this; the token of this connection has expired');
}

function toErrorFrame(error: unknown, requestId: string | undefined): ErrorFrame {
  if (!(error instanceof ChatError)) {
    log.error('a request failed', { error: error instanceof Error ? error : new Error(String(error)) });
    return toErrorFrame(
      new ChatError('internal', 'unable to do this; something went wrong on the server'),
      requestId,
    );
  }
  const { code, message, retryable, retryAfterMs } = error;
  return {
    type: 'error',
    ...(requestId === undefined ? {} : { requestId }),
    code,
    message,
    retryable,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  };
}

function answer(frame: object): Answer {
  return { statusCode: 200, body: JSON.stringify(frame) };
}

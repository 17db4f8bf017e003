import * as v from 'valibot';
import {
  type Action,
  type ErrorCode,
  type ErrorFrame,
  limits,
  type RequestOf,
  type ResponseOf,
} from '../../protocol';
import type { Caller } from '../domain/caller';
import { ChatError } from '../domain/errors';
import type { FanOutQueue, Runtime, Socket } from '../domain/ports';
import { decodeMessageEvent } from './decode-event';
import { decodeFrame, decodeRequest, type Frame } from './decode-request';
import { log } from './log';
import type { LogFields } from './log-fields';
import { count, countRefusal, publishMetrics, time } from './metrics';

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
    const { connectionId, authorizer, requestId, connectedAt } = requestContext;
    const caller = { userId: authorizer.userId, connectionId, requestedAt: ports.runtime.now() };
    const frame = decodeFrame(body);
    log.bind({ requestId, connectionId, ...boundOf(useCases, frame) });
    try {
      const expiresAt = authorizer.exp * 1000;
      if (caller.requestedAt >= expiresAt) {
        throw await expired(ports, { ...caller, callbackUrl: ports.callbackUrl, connectedAt, expiresAt });
      }
      const response = await run(useCases, caller, { ...frame, bytes: Buffer.byteLength(body) });
      noteAnswer(frame.action, ports.runtime.now() - (requestContext.requestTimeEpoch ?? caller.requestedAt));
      return answer({ type: 'ok', requestId: frame.requestId, ...response });
    } catch (error) {
      const errorFrame = toErrorFrame(error, frame.requestId);
      noteRefusal(errorFrame.code, { requestId, connectionId });
      return answer(errorFrame);
    } finally {
      publishMetrics();
    }
  };
}

/** The ids of chats are hashes: what a client writes instead is not logged. */
const naming = v.object({ chatId: v.pipe(v.string(), v.regex(/^[\w-]{43}$/)) });

/** What the frame is about, as far as that is no free text of the client. */
function boundOf<A extends Action>(useCases: UseCases<A>, { action, value }: Frame): LogFields {
  const named = v.safeParse(naming, value);
  return {
    ...(action !== undefined && isServed(useCases, action) && { action }),
    ...(named.success && { chatId: named.output.chatId }),
  };
}

function noteAnswer(action: string | undefined, tookMs: number): void {
  count('Requests');
  if (action !== 'sendMessage') return;
  count('Sends');
  time('SendLatency', Math.max(0, tookMs));
}

/** Refused by us for a reason of the system, not of the request: what an operator may have to look into. */
const faults: readonly ErrorCode[] = ['internal', 'unavailable', 'busy'];

function noteRefusal(code: ErrorCode, ids: { requestId: string; connectionId: string }): void {
  count('Requests');
  if (faults.includes(code)) count('Faults');
  countRefusal(code, ids);
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

function toErrorFrame(error: unknown, requestId: string | undefined): ErrorFrame & { code: ErrorCode } {
  if (!(error instanceof ChatError)) {
    log.error('a request failed', { error });
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

import { type Action, type RequestFields } from '../protocol';
import { limits, responseTimeoutMs } from '../protocol/limits';
import { decodeAnswer, type Frame } from './decode-frame';
import {
  asParleyError,
  disconnectedError,
  noAnswerError,
  type ParleyError,
  refusal,
  refusedError,
} from './parley-error';
import { type Timers } from './timers';
import { type Answer } from './wire/answers';

interface Pending {
  succeed(body: unknown): void;
  fail(error: ParleyError): void;
}

export interface Requests {
  /** Sends one request over the present socket, once. */
  exchange<A extends Action>(action: A, fields: RequestFields<A>, requestId?: string): Promise<Answer<A>>;
}

/** The bytes of a request. The same arguments always make the same bytes. */
export function requestText<A extends Action>(
  action: A,
  fields: RequestFields<A>,
  requestId: string,
): string {
  return JSON.stringify({ action, requestId, ...fields });
}

/** A frame over 32 KB would make the gateway close the socket, again at every retry. */
export function frameFlaw(text: string): ParleyError | undefined {
  if (byteLength(text) <= limits.frameBytes) return undefined;
  const message = `unable to send the request; its frame has over ${limits.frameBytes} bytes`;
  return refusedError('too_large', message);
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Matches answers to the requests in flight on one socket. */
export class RequestTable implements Requests {
  readonly #timers: Timers;
  readonly #pending = new Map<string, Pending>();
  #transmit: ((text: string) => void) | undefined;
  #count = 0;

  constructor(timers: Timers) {
    this.#timers = timers;
  }

  /** From now on requests go out through `transmit`. */
  attach(transmit: (text: string) => void): void {
    this.#transmit = transmit;
  }

  /** The socket is gone: nobody will answer what is in flight. */
  detach(error: ParleyError): void {
    this.#transmit = undefined;
    this.#failAll(error);
  }

  exchange<A extends Action>(
    action: A,
    fields: RequestFields<A>,
    requestId = this.#nextId(),
  ): Promise<Answer<A>> {
    const transmit = this.#transmit;
    if (!transmit) return Promise.reject(disconnectedError('refused'));
    const text = requestText(action, fields, requestId);
    const flaw = frameFlaw(text);
    if (flaw) return Promise.reject(flaw);
    return new Promise((resolve, reject) => {
      this.#track(requestId, {
        succeed: (body) => attempt(() => resolve(decodeAnswer(action, body)), reject),
        fail: reject,
      });
      transmit(text);
    });
  }

  receive(frame: Frame): void {
    if (frame.kind === 'ok') this.#pending.get(frame.requestId)?.succeed(frame.body);
    if (frame.kind === 'error') this.#pending.get(frame.frame.requestId ?? '')?.fail(refusal(frame.frame));
    // The gateway's requestId is its own, so this may be about any request in flight. All of them may be asked again
    // with the same bytes, so asking again what was about to be answered costs a frame; waiting would cost 10 s.
    if (frame.kind === 'gateway') this.#failAll(noAnswerError(`the gateway says "${frame.reason}"`));
  }

  #track(requestId: string, pending: Pending): void {
    const once = <T>(settle: (value: T) => void) => {
      return (value: T) => {
        cancel();
        if (this.#pending.get(requestId) === tracked) this.#pending.delete(requestId);
        settle(value);
      };
    };
    const tracked = {
      succeed: once((body: unknown) => pending.succeed(body)),
      fail: once((error: ParleyError) => pending.fail(error)),
    };
    const reason = `none came within ${responseTimeoutMs / 1000} s`;
    const cancel = this.#timers.after(responseTimeoutMs, () => tracked.fail(noAnswerError(reason)));
    this.#pending.set(requestId, tracked);
  }

  #failAll(error: ParleyError): void {
    for (const pending of [...this.#pending.values()]) pending.fail(error);
  }

  #nextId(): string {
    this.#count += 1;
    return `r${this.#count}`;
  }
}

function attempt(run: () => void, onError: (error: ParleyError) => void): void {
  try {
    run();
  } catch (error) {
    onError(asParleyError(error));
  }
}

import { type Action, type RequestFields } from '../protocol';
import { clientLimits } from '../protocol/client-limits';
import { responseTimeoutMs } from '../protocol/connecting';
import { decodeAnswer, type Frame } from './decode-frame';
import { disconnectedError, noAnswerError, ParleyError, refusal, refusedError } from './parley-error';
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
  if (byteLength(text) <= clientLimits.frameBytes) return undefined;
  const message = `unable to send the request; its frame has over ${clientLimits.frameBytes} bytes`;
  return refusedError('too_large', message);
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}

/** Matches answers to the requests in flight on one socket. */
export class RequestTable implements Requests {
  readonly #timers: Timers;
  readonly #onSilence: () => void;
  readonly #pending = new Map<string, Pending>();
  #transmit: ((text: string) => void) | undefined;
  #count = 0;

  /** `onSilence`: a request got no answer in time. */
  constructor(timers: Timers, onSilence: () => void) {
    this.#timers = timers;
    this.#onSilence = onSilence;
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
      const end = () => {
        cancel();
        if (this.#pending.get(requestId) === pending) this.#pending.delete(requestId);
      };
      const pending: Pending = {
        succeed: (body) => {
          end();
          const answer = decodeAnswer(action, body);
          if (answer instanceof ParleyError) reject(answer);
          else resolve(answer);
        },
        fail: (error) => {
          end();
          reject(error);
        },
      };
      const reason = `none came within ${responseTimeoutMs / 1000} s`;
      const cancel = this.#timers.after(responseTimeoutMs, () => {
        pending.fail(noAnswerError(reason));
        this.#onSilence();
      });
      this.#pending.set(requestId, pending);
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

  #failAll(error: ParleyError): void {
    for (const pending of [...this.#pending.values()]) pending.fail(error);
  }

  #nextId(): string {
    this.#count += 1;
    return `r${this.#count}`;
  }
}

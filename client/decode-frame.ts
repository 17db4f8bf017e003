import { type Action } from '../protocol';
import { badAnswerError, type ErrorFrame, type ParleyError } from './parley-error';
import { type Answer, answers } from './wire/answers';
import { boolean, integer, object, optional, string } from './wire/decode';
import { type ServerEvent, serverEvent } from './wire/server-event';

/** What arrived. `ignored`: not for this version, or not of this protocol. */
export type Frame =
  | { kind: 'ok'; requestId: string; body: unknown }
  | { kind: 'error'; frame: ErrorFrame }
  | { kind: 'gateway'; reason: string }
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'ignored' };

export function decodeFrame(data: unknown): Frame {
  try {
    const body: unknown = JSON.parse(string(data));
    switch (typed(body).type) {
      case 'ok':
        return { kind: 'ok', ...okFrame(body), body };
      case 'error':
        return { kind: 'error', frame: errorFrame(body) };
      case undefined:
        return { kind: 'gateway', reason: gatewayFrame(body).message };
      default:
        return { kind: 'event', event: serverEvent(body) };
    }
  } catch {
    return { kind: 'ignored' };
  }
}

/** What the answer says; `bad_answer` if it breaks the protocol. */
export function decodeAnswer<A extends Action>(action: A, body: unknown): Answer<A> | ParleyError {
  try {
    return answers[action](body);
  } catch {
    return badAnswerError(action);
  }
}

const typed = object<{ type?: string }>({ type: optional(string) });

const okFrame = object<{ requestId: string }>({ requestId: string });

const errorFrame = object<ErrorFrame>({
  requestId: optional(string),
  code: string,
  message: string,
  retryable: boolean,
  retryAfterMs: optional(integer),
});

/** What API Gateway itself sends when it cannot get an answer: only this one has no type. */
const gatewayFrame = object<{ message: string; connectionId: string; requestId: string }>({
  message: string,
  connectionId: string,
  requestId: string,
});

import * as v from 'valibot';
import { type Action, type ErrorFrame, errorFrame, gatewayFrame, okFrame } from '../protocol';
import { type Answer, events, responses, type ServerEvent } from './entry';
import { badAnswerError } from './parley-error';

/** What arrived. `ignored`: not for this version, or not of this protocol. */
export type Frame =
  | { kind: 'ok'; requestId: string; body: unknown }
  | { kind: 'error'; frame: ErrorFrame }
  | { kind: 'gateway'; reason: string }
  | { kind: 'event'; event: ServerEvent }
  | { kind: 'ignored' };

export function decodeFrame(data: unknown): Frame {
  const body = parseJson(data);
  const ok = v.safeParse(okFrame, body);
  if (ok.success) return { kind: 'ok', requestId: ok.output.requestId, body };
  const error = v.safeParse(errorFrame, body);
  if (error.success) return { kind: 'error', frame: error.output };
  const event = v.safeParse(events, body);
  if (event.success) return { kind: 'event', event: event.output };
  const gateway = v.safeParse(gatewayFrame, body);
  // Only a frame without a type is the gateway's own: an unknown event may well carry a `message`.
  if (gateway.success && !Object.hasOwn(body as object, 'type')) {
    return { kind: 'gateway', reason: gateway.output.message };
  }
  return { kind: 'ignored' };
}

/** @throws ParleyError `bad_answer` */
export function decodeAnswer<A extends Action>(action: A, body: unknown): Answer<A> {
  const answer = v.safeParse(responses[action], body);
  if (!answer.success) throw badAnswerError(action);
  return answer.output;
}

function parseJson(data: unknown): unknown {
  if (typeof data !== 'string') return undefined;
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

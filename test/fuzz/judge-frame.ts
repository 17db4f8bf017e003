import * as v from 'valibot';
import { type Action, actions, isAction, isErrorCode } from '../../protocol';
import { checkFrame } from '../contract/check-frame';
import type { Frame } from '../support/local-runtime';

/** What may be answered to a frame, by the protocol alone. */
type Expected = 'not a request' | 'no such action' | 'refused' | 'any';

export function expectedOf(text: string): Expected {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'not a request';
  }
  if (typeof value !== 'object' || value === null) return 'not a request';
  const { action } = value as { action?: unknown };
  if (!isAction(action)) return 'no such action';
  return fits(action, value) ? 'any' : 'refused';
}

function fits(action: Action, value: object): boolean {
  return v.safeParse(actions[action].request, value).success;
}

/** What is wrong with an answer; undefined if nothing is. */
export function flawOf(text: string, answer: string): string | undefined {
  const frame = JSON.parse(answer) as Frame;
  if (frame.type !== 'ok' && frame.type !== 'error') return 'it is neither ok nor error';
  const code = frame.type === 'ok' ? 'ok' : String(frame['code']);
  if (frame.type === 'error' && !isErrorCode(code)) return `there is no code ${code}`;
  if (code === 'internal' || code === 'unauthorized')
    return `nothing that is sent may be answered with ${code}`;
  if (frame.type === 'error' && !/^unable to [^;]+; .+/.test(String(frame['message'])))
    return 'its message is not as all are';
  const expected = expectedOf(text);
  if (expected === 'not a request' && code !== 'bad_request') return `${code} instead of bad_request`;
  if (expected === 'no such action' && code !== 'unknown_action') return `${code} instead of unknown_action`;
  if (expected === 'refused' && code !== 'bad_request' && code !== 'too_large')
    return `${code} instead of bad_request or too_large`;
  if (expected === 'any' && code === 'unknown_action') return 'unknown_action for an action that there is';
  return flawInFields(frame, text);
}

function flawInFields(frame: Frame, text: string): string | undefined {
  try {
    checkFrame(frame, [text]);
  } catch (error) {
    return (error as Error).message;
  }
}

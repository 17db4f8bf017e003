import { isDeepStrictEqual } from 'node:util';
import * as v from 'valibot';
import {
  type Action,
  actions,
  errorFrame,
  event,
  gatewayFrame,
  isAction,
  limits,
  okFrame,
  type ResponseOf,
} from '../../protocol';
import type { Frame, RawClient } from '../support/local-runtime';

/** Throws unless every frame that a client was sent is as the protocol says. */
export function checkFrames({ frames, sent }: Pick<RawClient, 'frames' | 'sent'>): void {
  for (const frame of frames) checkFrame(frame, sent);
}

/**
 * Throws unless a frame is as the protocol says, with nothing besides: clients ignore a field that they do not know, but
 * from our own server it is a leak. sent: the texts of which an ok must answer one.
 */
export function checkFrame(frame: Frame, sent: readonly string[]): void {
  if (Buffer.byteLength(JSON.stringify(frame)) > limits.serverFrameBytes)
    throw new Error('a frame is longer than one of the server may be');
  if (frame.type === 'ok') checkOk(actionAnsweredBy(frame, sent), frame);
  else if (frame.type === 'error') parseStrictly(errorFrame, frame);
  else if ('type' in frame) parseStrictly(event, frame);
  else parseStrictly(gatewayFrame, frame);
}

/** The fields of an ok answer. Throws like checkFrame. */
export function checkOk<A extends Action>(action: A, frame: Frame): ResponseOf<A> {
  v.parse(okFrame, frame);
  const { type: _type, requestId: _requestId, ...fields } = frame;
  return parseStrictly(actions[action].response, fields);
}

function actionAnsweredBy({ requestId }: Frame, sent: readonly string[]): Action {
  const action = sent.map(requestIn).findLast((request) => request.requestId === requestId)?.action;
  if (!isAction(action)) throw new Error(`ok to ${String(requestId)}, which nobody has asked`);
  return action;
}

/** What a text asks; nothing if it is no request. */
function requestIn(text: string): { requestId?: unknown; action?: unknown } {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

/** As v.parse, and throws also when the schema does not have something that is in the value, however deep. */
function parseStrictly<S extends v.GenericSchema>(schema: S, value: unknown): v.InferOutput<S> {
  const known = v.parse(schema, value);
  if (isDeepStrictEqual(known, value)) return known;
  throw new Error(`the protocol has no ${unknownIn(value, known).join(', ')}: ${JSON.stringify(value)}`);
}

/** The paths of what is in a value and not in what a schema took over of it. */
function unknownIn(value: unknown, known: unknown, path = ''): string[] {
  if (!isParent(value) || !isParent(known)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    Object.hasOwn(known, key) ? unknownIn(part, known[key], `${path}/${key}`) : [`${path}/${key}`],
  );
}

function isParent(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

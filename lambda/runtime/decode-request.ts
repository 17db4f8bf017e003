import * as v from 'valibot';
import { type Action, actions, isAction, type RequestOf, requestId as requestIdSchema } from '../../protocol';
import { ChatError } from '../domain/errors';

/** What can be said of a frame before its action's schema has been asked. */
export interface Frame {
  requestId: string | undefined;
  action: Action | undefined;
  value: unknown;
}

/** Reads as much of a frame as there is: an error frame should name the request even if the rest of it is wrong. */
export function decodeFrame(body: string): Frame {
  const value = parseJson(body);
  if (typeof value !== 'object' || value === null)
    return { requestId: undefined, action: undefined, value: undefined };
  const { requestId, action } = value as { requestId?: unknown; action?: unknown };
  return {
    requestId: v.is(requestIdSchema, requestId) ? requestId : undefined,
    action: isAction(action) ? action : undefined,
    value,
  };
}

/** The request, checked. Throws ChatError bad_request or too_large; its message repeats nothing of the frame. */
export function decodeRequest<A extends Action>(action: A, value: unknown): RequestOf<A> {
  const result = v.safeParse(actions[action].request, value);
  if (result.success) return result.output;
  const [issue] = result.issues;
  const code = issue.type === 'max_bytes' ? 'too_large' : 'bad_request';
  throw new ChatError(code, `unable to read the request; ${explain(issue, v.getDotPath(issue))}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Says what the schema asks for, in its own words or from what it expects: valibot's default messages quote the input. */
function explain({ type, expected, message }: v.BaseIssue<unknown>, path: string | null): string {
  if (type === 'strict_object' && expected === 'never') return 'it has a field that the action does not know';
  if (type === 'strict_object' && expected?.startsWith('"')) return `${path ?? expected} is missing`;
  if (message.startsWith('Invalid ')) return `${path ?? 'it'} must be ${expected ?? 'within its limits'}`;
  return path === null ? message : `${path} ${message}`;
}

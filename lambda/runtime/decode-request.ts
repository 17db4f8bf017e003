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
  throw new ChatError(code, `unable to read the request; ${explain(issue)}`);
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** Built from the schema alone: valibot's own messages quote what was received. */
function explain(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return 'it has a field that the action does not know';
  const path = v.getDotPath(issue);
  const subject = path === null ? 'it' : path;
  if (issue.kind === 'schema') return `${subject} must be ${issue.expected ?? 'of another type'}`;
  const isOurs =
    issue.message.startsWith('must ') ||
    issue.message.startsWith('content must ') ||
    issue.message.startsWith('only one ');
  if (isOurs) return issue.message.startsWith('must ') ? `${subject} ${issue.message}` : issue.message;
  return `${subject} must be ${issue.expected ?? 'within its limits'}`;
}

import * as v from 'valibot';
import { type Action, actions, type RequestFields } from '../protocol';
import { ParleyError } from './parley-error';

/**
 * Says why the server would refuse a request, before it is sent: in an oversized frame it would make the gateway close
 * the socket, again at every retry.
 */
export function requestFlaw<A extends Action>(action: A, fields: RequestFields<A>): ParleyError | undefined {
  const parsed = v.safeParse(actions[action].request, { action, requestId: 'r', ...fields });
  if (parsed.success) return undefined;
  const [issue] = parsed.issues;
  const field = v.getDotPath(issue);
  const reason = field === null ? issue.message : `${field}: ${issue.message}`;
  const message = `unable to ask for ${action}; ${reason}`;
  return new ParleyError({ code: 'bad_request', message, retryable: false, outcome: 'refused' });
}

import { type Action, type RequestFields } from '../protocol';
import { backoffMs } from './backoff';
import { asParleyError, ParleyError } from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';
import { type Answer } from './wire/answers';

export type Call = <A extends Action>(action: A, fields: RequestFields<A>) => Promise<Answer<A>>;

export interface CallerOptions {
  requests: Requests;
  whenConnected: () => Promise<void>;
  timers: Timers;
  random: () => number;
}

/** Tries of one request on a live connection; being offline costs none. */
const maxTries = 5;

/**
 * A request that waits for a connection and is asked again, with the same fields, when its outcome is unknown or the
 * server says so. For requests that may be carried out twice: reads, and `createChat`, which finds the chat it made.
 */
export function makeCaller({ requests, whenConnected, timers, random }: CallerOptions): Call {
  const tryOnce = async <A extends Action>(action: A, fields: RequestFields<A>) => {
    await whenConnected();
    return requests.exchange(action, fields).catch(asParleyError);
  };
  return async (action, fields) => {
    for (let failures = 0; ;) {
      const answer = await tryOnce(action, fields);
      if (!(answer instanceof ParleyError)) return answer;
      if (answer.code !== 'disconnected') failures += 1;
      if (!answer.retryable || failures === maxTries) throw answer;
      await timers.sleep((answer.retryAfterMs ?? 0) + backoffMs(failures, random));
    }
  };
}

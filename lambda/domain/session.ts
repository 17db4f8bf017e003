import { limits, type ResponseOf } from '../../protocol';
import type { Caller } from './caller';

/** Who the caller is to the server, and what the client must know to behave. */
export function hello(caller: Caller, heartbeatSeconds: number): ResponseOf<'hello'> {
  const { userId, connectionId, requestedAt } = caller;
  return {
    userId,
    connectionId,
    serverTime: new Date(requestedAt).toISOString(),
    heartbeatSeconds,
    limits: { ...limits },
  };
}

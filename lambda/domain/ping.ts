import type { ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { keepOnline } from './keep-online';
import type { PresencePorts } from './presence';

/** Keeps the caller online, and the socket from being closed for idleness (10 minutes). */
export async function ping(ports: PresencePorts, caller: Caller): Promise<ResponseOf<'ping'>> {
  await keepOnline(ports, caller);
  return { serverTime: new Date(caller.requestedAt).toISOString() };
}

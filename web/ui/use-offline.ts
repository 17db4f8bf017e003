import { type Session } from '../model/session';
import { useLasting } from './use-lasting';
import { useStore } from './use-store';

const patienceMs = 1200;

/** There has been no connection for a while. */
export function useOffline({ connection }: Session): boolean {
  return useLasting(useStore(connection).status !== 'connected', patienceMs);
}

import { useSyncExternalStore } from 'react';
import { type ConnectionState, type ParleyClient } from '..';

/** The state of the connection. */
export function useConnection(client: ParleyClient): ConnectionState {
  const read = () => client.state;
  return useSyncExternalStore((listener) => client.onStateChange(listener), read, read);
}

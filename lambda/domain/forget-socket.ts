import type { ConnectionStore, Runtime, Socket } from './ports';

/**
 * A post during the handshake answers 410 to a socket that is about to live: removed, it would be deaf for hours. A
 * handshake takes seconds; the rest is for a clock that runs ahead. A dead socket that is kept so long costs its posts.
 */
const youngMs = 15 * 60_000;

/**
 * Removes exactly the socket that is gone, unless it is young. Tidying up: the next post to it, or its expiry, does
 * what this does not, so a failure is reported and nothing else. Returns whether the socket is removed.
 */
export async function forgetSocket(
  { connections, runtime }: { connections: ConnectionStore; runtime: Pick<Runtime, 'now' | 'report'> },
  socket: Socket,
): Promise<boolean> {
  if (runtime.now() - socket.connectedAt < youngMs) return false;
  try {
    await connections.remove(socket);
    return true;
  } catch (cause) {
    runtime.report('a dead connection could not be removed', cause);
    return false;
  }
}

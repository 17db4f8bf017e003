import type { ServerEvent } from '../../protocol';
import type { ConnectionStore, FanOutQueue, PostOutcome, Runtime, Socket, SocketPoster } from './ports';

export interface DispatchPorts {
  connections: ConnectionStore;
  poster: SocketPoster;
  queue: FanOutQueue;
  runtime: Runtime;
}

/** A post during the handshake answers 410 to a socket that is about to live, so a young one is left alone. */
const youngMs = 30_000;

/** Seconds before a post is tried again: a socket is slow or the gateway throttles, neither passes at once. */
export const retryDelaySeconds = 1;

/**
 * Sends an event to every live socket of the users but the one it came from. Connections are read here, after the
 * entry is written: a socket registered before its client synced is found. One slow or dead socket delays nobody and
 * fails nothing: what cannot be posted goes to the queue. Throws only if it can neither read the connections nor queue.
 */
export async function dispatchEvent(
  ports: DispatchPorts,
  event: ServerEvent,
  { userIds, exceptConnectionId }: { userIds: readonly string[]; exceptConnectionId: string },
): Promise<void> {
  const sockets = (await ports.connections.list(userIds)).filter(
    (socket) => socket.connectionId !== exceptConnectionId,
  );
  const frame = JSON.stringify(event);
  const failed = await postToAll(ports, sockets, frame);
  if (failed.length > 0)
    await ports.queue.put({ kind: 'post', frame, sockets: failed, tries: 1 }, retryDelaySeconds);
}

/** Posts the frame to each socket once, at the same time; forgets those that are gone; returns those that failed. */
export async function postToAll(
  ports: Pick<DispatchPorts, 'connections' | 'poster' | 'runtime'>,
  sockets: readonly Socket[],
  frame: string,
): Promise<Socket[]> {
  const outcomes = await Promise.all(
    sockets.map(async (socket): Promise<PostOutcome> => {
      const outcome = await ports.poster.post(socket, frame);
      if (outcome === 'gone') await forget(ports, socket);
      return outcome;
    }),
  );
  return sockets.filter((_socket, index) => outcomes[index] === 'failed');
}

/** Tidying up: the next post to this socket, or its expiry, does it if this does not. */
async function forget(
  { connections, runtime }: Pick<DispatchPorts, 'connections' | 'runtime'>,
  socket: Socket,
): Promise<void> {
  if (runtime.now() - socket.connectedAt < youngMs) return;
  try {
    await connections.remove(socket);
  } catch (cause) {
    runtime.report('a dead connection could not be removed', cause);
  }
}

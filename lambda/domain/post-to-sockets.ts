import type { ServerEvent } from '../../protocol';
import { forgetSocket } from './forget-socket';
import type { ConnectionStore, PostOutcome, Runtime, Socket, SocketPoster } from './ports';

export interface PostPorts {
  connections: ConnectionStore;
  poster: SocketPoster;
  runtime: Runtime;
}

/** Posts the event to each socket once, at the same time; forgets those that are gone. Never throws. */
export async function postToSockets(
  ports: PostPorts,
  event: ServerEvent,
  sockets: readonly Socket[],
): Promise<Record<PostOutcome, Socket[]>> {
  const frame = JSON.stringify(event);
  const outcomes: Record<PostOutcome, Socket[]> = { delivered: [], gone: [], failed: [] };
  await Promise.all(
    sockets.map(async (socket) => {
      const outcome = await ports.poster.post(socket, frame);
      outcomes[outcome].push(socket);
      if (outcome === 'gone') await forgetSocket(ports, socket);
    }),
  );
  return outcomes;
}

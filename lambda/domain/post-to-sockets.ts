import type { ServerEvent } from '../../protocol';
import { forgetSocket } from './forget-socket';
import type { ConnectionStore, PostOutcome, Runtime, Socket, SocketPoster } from './ports';
import { type LostSocketQueue, tryPresence } from './presence';
import { sliceItems } from './slice-items';

export interface PostPorts {
  connections: ConnectionStore;
  poster: SocketPoster;
  lost: LostSocketQueue;
  runtime: Runtime;
}

const socketsPerList = 100;

/**
 * Posts the event to each socket once, at the same time; forgets those that are gone, and has their leases ended.
 * Never throws.
 */
export async function postToSockets(
  ports: PostPorts,
  event: ServerEvent,
  sockets: readonly Socket[],
): Promise<Record<PostOutcome, Socket[]>> {
  const frame = JSON.stringify(event);
  const outcomes: Record<PostOutcome, Socket[]> = { delivered: [], gone: [], failed: [] };
  const forgotten: Socket[] = [];
  await Promise.all(
    sockets.map(async (socket) => {
      const outcome = await ports.poster.post(socket, frame);
      outcomes[outcome].push(socket);
      if (outcome === 'gone' && (await forgetSocket(ports, socket))) forgotten.push(socket);
    }),
  );
  await endLeases(ports, forgotten);
  return outcomes;
}

/** Whose last socket that was is offline at once, instead of when its lease ends. */
async function endLeases({ lost, runtime }: PostPorts, sockets: readonly Socket[]): Promise<void> {
  if (sockets.length === 0) return;
  const ids = sockets.map(({ userId, connectionId }) => ({ userId, connectionId }));
  await tryPresence(runtime, () => lost.put(sliceItems(ids, socketsPerList)));
}

import { limits } from '../../protocol';
import type { ConnectionStore, Socket } from './ports';

/** API Gateway closes every socket then. */
const maxLifeMs = 2 * 60 * 60 * 1000;

/** Registers a socket until its token expires or API Gateway closes it. Returns false when the user has too many. */
export async function connect(connections: ConnectionStore, socket: Socket): Promise<boolean> {
  const expiresAt = Math.min(socket.expiresAt, socket.connectedAt + maxLifeMs);
  const live = await connections.put({ ...socket, expiresAt });
  if (live <= limits.socketsPerUser) return true;
  await connections.remove(socket);
  return false;
}

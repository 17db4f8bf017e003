import type { ConnectionStore, Socket } from './ports';

/** Devices and tabs that one user may have open at the same time. */
const socketsPerUser = 20;
const maxLifeMs = 2 * 60 * 60 * 1000;

/** Registers a socket until its token expires or API Gateway closes it. Returns false when the user has too many. */
export async function connect(connections: ConnectionStore, socket: Socket): Promise<boolean> {
  const expiresAt = Math.min(socket.expiresAt, socket.connectedAt + maxLifeMs);
  const live = await connections.put({ ...socket, expiresAt });
  if (live <= socketsPerUser) return true;
  await connections.remove(socket);
  return false;
}

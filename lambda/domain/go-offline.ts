import { type PresencePorts, type SocketId, tryPresence } from './presence';
import { tellWatchers } from './tell-watchers';

/**
 * A socket has closed. If it was the last one of its user, they are offline, and whoever watches them is told. Who dies
 * in between leaves a lease that ends by itself, or watchers who see it when they watch again. Never throws.
 */
export async function goOffline(ports: PresencePorts, socket: SocketId): Promise<void> {
  const now = ports.runtime.now();
  const lastSeen = await tryPresence(ports.runtime, () => ports.presence.end(socket, now));
  if (lastSeen === undefined) return;
  await tellWatchers(ports, [{ userId: socket.userId, status: 'offline', at: now, lastSeen }]);
}

import { type PresencePorts, type SocketId, tryPresence } from './presence';
import { tellWatchers } from './tell-watchers';

/**
 * Takes a sign of life of a socket: its user is online until the lease ends. Who was not is now, and whoever watches
 * them is told; after a restart of the store so are the watchers of all. Never throws.
 */
export async function keepOnline(ports: PresencePorts, socket: SocketId): Promise<void> {
  const now = ports.runtime.now();
  const endsAt = now + ports.leaseSeconds * 1000;
  const hasCome = await tryPresence(ports.runtime, () => ports.presence.renew(socket, { now, endsAt }));
  if (hasCome !== true) return;
  // Dated after the store has it, and a going before: one that reached the store first never seems the newer one.
  await tellWatchers(ports, [{ userId: socket.userId, status: 'online', at: ports.runtime.now() }]);
}

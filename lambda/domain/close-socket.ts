import { forgetSocket } from './forget-socket';
import type { Socket } from './ports';
import type { PostPorts } from './post-to-sockets';

/**
 * Ends a socket, so that its client connects anew and syncs, and then forgets it; in the other order a close that fails
 * would leave a socket open that nobody posts to. Throws if it cannot be closed now: the gateway throttles, say.
 */
export async function closeSocket(ports: Omit<PostPorts, 'lost'>, socket: Socket): Promise<void> {
  await ports.poster.close(socket);
  await forgetSocket(ports, socket);
}

import type { ServerEvent } from '../../protocol';
import type { FanOutQueue, PushQueue } from './ports';
import { type PostPorts, postToSockets } from './post-to-sockets';
import { pushMessage } from './push-message';
import { queuePosts } from './queue-posts';

/** What it takes to deliver events of a chat, which are not pushed. */
export interface EventPorts extends PostPorts {
  queue: FanOutQueue;
}

/** What it takes to deliver messages as well. */
export interface DeliveryPorts extends EventPorts {
  pushes: PushQueue;
}

/** userIds: all who shall see the event, its sender included. exceptConnectionId: where it came from. */
export interface Audience {
  userIds: readonly string[];
  exceptConnectionId: string;
}

/**
 * 1. Read the sockets of the users. Only now, after the entry is written: one registered before its client synced is
 *    found, a later one's client finds the entry.
 * 2. Post to all of them at the same time, once: a slow or dead one delays nobody.
 * 3. Queue the posts that failed; have those pushed who have no socket, or none that is still there.
 * Throws if step 1 or 3 fails: what is neither posted nor queued would be lost on them. Doing all of it again is safe.
 */
export async function deliverEvent(
  ports: EventPorts & Partial<DeliveryPorts>,
  event: ServerEvent,
  { userIds, exceptConnectionId }: Audience,
): Promise<void> {
  const sockets = (await ports.connections.list(userIds)).filter(
    (socket) => socket.connectionId !== exceptConnectionId,
  );
  const { delivered, failed } = await postToSockets(ports, event, sockets);
  const online = new Set([...delivered, ...failed].map((socket) => socket.userId));
  await Promise.all([
    queuePosts(ports, { event, sockets: failed, tries: 1 }),
    pushMessage(
      ports,
      event,
      userIds.filter((userId) => !online.has(userId)),
    ),
  ]);
}

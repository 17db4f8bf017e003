import type { PresenceEvent } from '../../protocol';
import { groupItems } from './group-items';
import { postToSockets, type PostPorts } from './post-to-sockets';
import type { PresenceChange } from './presence';

/**
 * Tells the sockets that watch a user what happened to them, and no other socket of theirs. One attempt each, and
 * nothing is kept: a post that fails is made good when the socket watches again.
 */
export async function postPresence(ports: PostPorts, change: PresenceChange): Promise<void> {
  const now = ports.runtime.now();
  const ends = new Map(change.watchers.map(({ connectionId, endsAt }) => [connectionId, endsAt]));
  const sockets = await ports.connections.list(change.watchers.map(({ userId }) => userId));
  const watching = sockets.filter(({ connectionId }) => (ends.get(connectionId) ?? 0) > now);
  const secondsLeft = (connectionId: string) => Math.floor(((ends.get(connectionId) ?? now) - now) / 1000);
  const alike = groupItems(watching, ({ connectionId }) => String(secondsLeft(connectionId)));
  await Promise.all(
    [...alike].map(([validForSeconds, group]) =>
      postToSockets(ports, eventOf(change, Number(validForSeconds)), group),
    ),
  );
}

function eventOf({ userId, status, at, lastSeen }: PresenceChange, validForSeconds: number): PresenceEvent {
  return {
    type: 'presence',
    userId,
    status,
    ...(lastSeen === undefined ? {} : { lastSeen: new Date(lastSeen).toISOString() }),
    at: new Date(at).toISOString(),
    validForSeconds,
  };
}

import type { ServerEvent } from '../../protocol';
import { closeSocket } from './close-socket';
import { deliverEvent, type DeliveryPorts } from './deliver-event';
import type { FanOutJob, Socket } from './ports';
import { postToSockets } from './post-to-sockets';
import { pushMessage } from './push-message';
import { queuePosts } from './queue-posts';

/** Posts that one socket may fail before it is closed. */
const triesBeforeClose = 5;

/**
 * Carries out one job of the fan-out queue. A job that throws is delivered again; running one twice posts twice, and
 * clients drop a seq that they have.
 */
export async function runFanOutJob(ports: DeliveryPorts, job: FanOutJob): Promise<void> {
  switch (job.kind) {
    case 'slice':
      return deliverEvent(ports, job.event, job);
    case 'post':
      return postAgain(ports, job);
    case 'close':
      return closeSocket(ports, job.socket);
  }
}

/**
 * Only the sockets that failed again are queued again, with the number of tries in the job, because a queue's own count
 * restarts with each new message. One that fails for the fifth time is closed: its client connects anew and syncs what
 * it missed, and if no client is left there, its user is due a push.
 */
async function postAgain(
  ports: DeliveryPorts,
  { event, sockets, tries: earlierTries }: Extract<FanOutJob, { kind: 'post' }>,
): Promise<void> {
  const { gone, failed } = await postToSockets(ports, event, sockets);
  const tries = earlierTries + 1;
  if (tries < triesBeforeClose) {
    await Promise.all([
      queuePosts(ports, { event, sockets: failed, tries }),
      pushIfOffline(ports, event, gone),
    ]);
    return;
  }
  await Promise.all(failed.map((socket) => closeSocket(ports, socket)));
  await pushIfOffline(ports, event, [...gone, ...failed]);
}

/** Unlike a slice, the job does not know all sockets of a user: whether another one lives, the table tells. */
async function pushIfOffline(
  ports: DeliveryPorts,
  event: ServerEvent,
  lost: readonly Socket[],
): Promise<void> {
  if (lost.length === 0) return;
  const userIds = [...new Set(lost.map((socket) => socket.userId))];
  const online = new Set((await ports.connections.list(userIds)).map((socket) => socket.userId));
  await pushMessage(
    ports,
    event,
    userIds.filter((userId) => !online.has(userId)),
  );
}

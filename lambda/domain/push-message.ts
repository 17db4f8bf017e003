import type { ServerEvent } from '../../protocol';
import type { PushQueue } from './ports';
import { sliceItems } from './slice-items';

/** So that one batch of jobs ends within the time of the worker. */
const usersPerJob = 50;

/**
 * Has a message pushed to users who are offline, never to its sender. Whether one of them has muted the chat, and how
 * many messages make one push, the push worker decides: it reads their cursors anyway, and later than this. Events of
 * the chat itself are not pushed: nobody wants to be rung for a new title, and who was added hears with the first message.
 */
export async function pushMessage(
  { pushes }: { pushes?: PushQueue },
  event: ServerEvent,
  offlineUserIds: readonly string[],
): Promise<void> {
  if (event.type !== 'message') return;
  if (pushes === undefined) throw new Error('a message was to be delivered without a push queue');
  const { chatId, message } = event;
  const recipients = offlineUserIds.filter((userId) => userId !== message.senderId);
  const jobs = sliceItems(recipients, usersPerJob).map((userIds) => ({ chatId, seq: message.seq, userIds }));
  await Promise.all(jobs.map((job) => pushes.put(job)));
}

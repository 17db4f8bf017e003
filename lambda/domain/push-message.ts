import type { ServerEvent } from '../../protocol';
import type { PushQueue } from './ports';

/**
 * Has a message pushed to users who are offline, never to its sender. Whether one of them has muted the chat, and how
 * many messages make one push, the push worker decides: it reads their cursors anyway, and later than this. Events of
 * the chat itself are not pushed: nobody wants to be rung for a new title, and who was added hears with the first message.
 */
export async function pushMessage(
  { pushes }: { pushes: PushQueue },
  event: ServerEvent,
  offlineUserIds: readonly string[],
): Promise<void> {
  if (event.type !== 'message') return;
  const { chatId, message } = event;
  const userIds = offlineUserIds.filter((userId) => userId !== message.senderId);
  if (userIds.length > 0) await pushes.put({ chatId, seq: message.seq, userIds });
}

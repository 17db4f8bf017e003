import { limits, type ReceiptEvent } from '../../protocol';
import type { Caller } from './caller';
import { isEvent } from './log-entry';
import type { CursorRaise, FanOutQueue, MessageLog } from './ports';
import { type PostPorts, postToSockets } from './post-to-sockets';
import { queuePosts } from './queue-posts';
import type { Roster } from './roster';

/** Entries that one receipt looks back for the people it concerns. */
const entriesLookedAt = 50;

interface Told {
  event: ReceiptEvent;
  kind: CursorRaise['kind'];
  roster: Roster;
  readBefore: number;
}

/**
 * Tells a receipt to those whom it concerns: in a direct chat the other one; in a small group, of what was read, the
 * senders of what it newly covers. The reader's other devices hear of it, too: their unread counts go down. In large
 * groups nobody else is told live: at 20 messages a second 500 readers would cause 10,000 posts.
 */
export async function tellReceipt(
  ports: PostPorts & { log: MessageLog; queue: FanOutQueue },
  { connectionId }: Caller,
  told: Told,
): Promise<void> {
  const userIds = await audienceOf(ports.log, told);
  if (userIds.length === 0) return;
  const sockets = (await ports.connections.list(userIds)).filter(
    (socket) => socket.connectionId !== connectionId,
  );
  const { failed } = await postToSockets(ports, told.event, sockets);
  await queuePosts(ports, { event: told.event, sockets: failed, tries: 1 });
}

async function audienceOf(log: MessageLog, { event, kind, roster, readBefore }: Told): Promise<string[]> {
  const { chatId, userId, readSeq } = event;
  if (roster.type === 'DIRECT') return [...roster.members.keys()];
  if (kind === 'delivered') return [];
  if (roster.members.size > limits.membersWithLiveReceipts) return [userId];
  const { entries } = await log.listBefore(chatId, readSeq + 1, entriesLookedAt);
  // A retry finds the cursor raised already, and no longer knows what was new: then all of these are told again.
  const isNew = ({ seq }: { seq: number }) => readBefore >= readSeq || seq > readBefore;
  const senders = entries.filter((entry) => isNew(entry) && !isEvent(entry)).map(({ senderId }) => senderId);
  return [...new Set([userId, ...senders])].filter((id) => roster.members.has(id));
}

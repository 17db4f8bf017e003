import { createHash } from 'node:crypto';
import type { RequestOf, ResponseOf } from '../../protocol';
import type { AppendPorts } from './append-entry';
import type { Caller } from './caller';
import { completeRoster } from './complete-roster';
import { dispatchEvent, type DispatchPorts } from './dispatch-event';
import { ChatError, chatNotFound } from './errors';
import { type LogEntry, toMessage } from './log-entry';
import { nextEntry } from './next-entry';
import { toChat } from './roster';

type Ports = AppendPorts & DispatchPorts;

/**
 * Opens the one direct chat of two people, creating it if it is new. Creating is the entry at seq 1 of a log whose id
 * follows from the pair, so both may do it at once, or again after a crash, and get the same chat.
 * 1. Find the newest entry, or write the first.
 * 2. Complete the roster and both lists of chats.
 * 3. Tell everyone as long as nothing else has been written: later entries tell of the chat by themselves.
 */
export async function createDirectChat(
  ports: Ports,
  caller: Caller,
  { with: otherId }: RequestOf<'createChat'>,
): Promise<ResponseOf<'createChat'>> {
  if (otherId === caller.userId) {
    throw new ChatError('bad_request', 'unable to create the chat; it needs another person than yourself');
  }
  const chatId = directChatId(caller.userId, otherId);
  const newest = await findOrCreate(ports, caller.userId, { chatId, members: [caller.userId, otherId] });
  const roster = await completeRoster(ports, await ports.chats.getRoster(chatId), [newest]);
  if (roster === undefined) throw chatNotFound();
  const chat = toChat(chatId, roster, newest.seq);
  if (newest.seq === 1) {
    await dispatchEvent(
      ports,
      { type: 'chat', chat, change: toMessage(newest) },
      { userIds: [...roster.members.keys()], exceptConnectionId: caller.connectionId },
    );
  }
  return { chat };
}

/** The id of the direct chat of two users, the same whoever asks: 43 characters of base64url. */
export function directChatId(oneId: string, otherId: string): string {
  return createHash('sha256')
    .update(JSON.stringify([oneId, otherId].sort()))
    .digest('base64url');
}

async function findOrCreate(
  { log, runtime, retentionDays }: Ports,
  creatorId: string,
  { chatId, members }: { chatId: string; members: string[] },
): Promise<LogEntry> {
  const [newest] = (await log.listBefore(chatId, undefined, 1)).entries;
  if (newest !== undefined) return newest;
  const first = nextEntry(
    {
      chatId,
      senderId: creatorId,
      clientMessageId: chatId,
      contentType: 'EVENT',
      content: { kind: 'created', chatType: 'DIRECT', members: members.sort() },
    },
    undefined,
    { nowMs: runtime.now(), retentionDays },
  );
  return (await log.append(first)) ?? first;
}

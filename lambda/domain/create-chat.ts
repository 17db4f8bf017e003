import { isDeepStrictEqual } from 'node:util';
import type { ChatEvent, RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { carryThrough, type ChangePorts } from './change-chat';
import { directChatId, groupChatId } from './chat-id';
import { ChatError } from './errors';
import { isEvent, type LogEntry } from './log-entry';
import { isExpired } from './log-end';
import { nextEntry } from './next-entry';
import { readAsMember } from './read-chat';
import { type Roster, toChat } from './roster';

interface NewChat {
  chatId: string;
  clientMessageId: string;
  content: Extract<ChatEvent, { kind: 'created' }>;
}

/**
 * Creating a chat is the entry at seq 1 of a log whose id follows from who asks for what, so all may do it at once, or
 * again after a crash, and get the same chat: for a direct chat from the pair, for a group from its creator and the
 * clientMessageId.
 * 1. Find the newest entry, or write the first.
 * 2. As long as there is no other: complete the lists of chats and the roster, and tell everyone. Later entries, which
 *    are behind the first, tell of the chat by themselves.
 */
export async function createChat(
  ports: ChangePorts,
  caller: Caller,
  request: RequestOf<'createChat'>,
): Promise<ResponseOf<'createChat'>> {
  const asked = request.type === 'DIRECT' ? aDirectChat(caller, request.with) : aGroup(caller, request);
  const { newest, stored } = await findOrCreate(ports, caller, asked);
  await refuseOther(ports, asked, newest);
  if (newest?.seq === 1 && isEvent(newest) && !isExpired(newest, ports.runtime.now())) {
    return { chat: await carryThrough(ports, caller, { event: newest, lastSeq: 1 }) };
  }
  const entries = newest === undefined ? [] : [newest];
  const reading = await readAsMember(ports, caller.userId, { chatId: asked.chatId, entries, stored });
  return { chat: toChat(asked.chatId, reading.roster, reading.end.seq) };
}

function aDirectChat({ userId }: Caller, otherId: string): NewChat {
  if (otherId === userId) {
    throw new ChatError('bad_request', 'unable to create the chat; it needs another person than yourself');
  }
  const chatId = directChatId(userId, otherId);
  const members = [userId, otherId].sort();
  return { chatId, clientMessageId: chatId, content: { kind: 'created', chatType: 'DIRECT', members } };
}

function aGroup(
  { userId }: Caller,
  { clientMessageId, title, members }: Extract<RequestOf<'createChat'>, { type: 'GROUP' }>,
): NewChat {
  const chatId = groupChatId(userId, clientMessageId);
  const all = [...new Set([userId, ...members])].sort();
  return { chatId, clientMessageId, content: { kind: 'created', chatType: 'GROUP', title, members: all } };
}

/** The newest entry of the chat. None but a stored roster: the chat is so old that all its entries have expired. */
async function findOrCreate(
  ports: ChangePorts,
  { userId }: Caller,
  { chatId, clientMessageId, content }: NewChat,
): Promise<{ newest: LogEntry | undefined; stored: Roster | undefined }> {
  const { log, chats, runtime, retentionDays } = ports;
  const [stored, page] = await Promise.all([chats.getRoster(chatId), log.listBefore(chatId, undefined, 1)]);
  const [newest] = page.entries;
  if (newest !== undefined || stored !== undefined) return { newest, stored };
  const draft = { chatId, senderId: userId, clientMessageId };
  await ports.checks.put({ ...draft, afterSeq: 0 });
  const first = nextEntry({ ...draft, contentType: 'EVENT', content }, undefined, {
    nowMs: runtime.now(),
    retentionDays,
  });
  return { newest: (await log.append(first)) ?? first, stored };
}

/** A second group under the same clientMessageId would get the first one for an answer. */
async function refuseOther(
  { log }: ChangePorts,
  asked: NewChat,
  newest: LogEntry | undefined,
): Promise<void> {
  if (asked.content.chatType === 'DIRECT') return;
  const first = newest?.seq === 1 ? newest : (await log.listFrom(asked.chatId, 1, 1)).entries[0];
  // Gone with its time: there is nothing to compare with.
  if (first?.seq !== 1 || isDeepStrictEqual(first.content, asked.content)) return;
  throw new ChatError(
    'bad_request',
    'unable to create the chat; its clientMessageId was used for another one',
  );
}

import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { chatNotFound } from './errors';
import { readAsMember } from './read-chat';

/**
 * Keeps the caller's phones still about a chat until then, or no longer. The chat is read first, which mends a list that
 * is behind its log: without an item there, nothing would be muted. Throws ChatError not_found.
 */
export async function muteChat(
  ports: RosterPorts,
  { userId }: Pick<Caller, 'userId'>,
  { chatId, until }: RequestOf<'muteChat'>,
): Promise<ResponseOf<'muteChat'>> {
  const { entries } = await ports.log.listBefore(chatId, undefined, 1);
  await readAsMember(ports, userId, { chatId, entries });
  if (!(await ports.chats.setMuted(userId, chatId, until))) throw chatNotFound();
  return until === undefined ? {} : { mutedUntil: until };
}

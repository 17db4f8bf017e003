import { limits, type RequestOf, type ServerEvent } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { type PostPorts, postToSockets } from './post-to-sockets';
import { readAsMember } from './read-chat';

/**
 * Tells the other members who are online that the caller is typing, or has stopped. One attempt each, and nothing is
 * kept: a post that fails is out of date before it could be tried again. In groups above 50 nobody is told.
 */
export async function tellTyping(
  ports: RosterPorts & PostPorts,
  { userId }: Caller,
  { chatId, state }: RequestOf<'typing'>,
): Promise<Record<string, never>> {
  const { entries } = await ports.log.listBefore(chatId, undefined, 1);
  const { roster } = await readAsMember(ports, userId, { chatId, entries });
  if (roster.members.size > limits.membersWithTyping) return {};
  const others = [...roster.members.keys()].filter((other) => other !== userId);
  const event: ServerEvent = { type: 'typing', chatId, userId, state };
  await postToSockets(ports, event, await ports.connections.list(others));
  return {};
}

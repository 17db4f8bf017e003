import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import type { RosterPorts } from './complete-roster';
import { readAsMember } from './read-chat';
import { toChat, toMembers } from './roster';

/** The chat with its members, to its members only. */
export async function getChat(
  ports: RosterPorts,
  caller: Caller,
  { chatId }: RequestOf<'getChat'>,
): Promise<ResponseOf<'getChat'>> {
  const { entries } = await ports.log.listBefore(chatId, undefined, 1);
  const { roster, end } = await readAsMember(ports, caller.userId, { chatId, entries });
  return { chat: { ...toChat(chatId, roster, end.seq), members: toMembers(roster) } };
}

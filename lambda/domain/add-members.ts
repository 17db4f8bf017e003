import { limits, type RequestOf, type ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { changeChat, type ChangePorts } from './change-chat';
import { ChatError } from './errors';
import { managers, requireRole } from './roles';

const purpose = 'add the members';

/**
 * Adds those who are not in the group yet; they see it from this entry on. Throws ChatError forbidden, chat_full, and
 * what appendEntry throws.
 */
export async function addMembers(
  ports: ChangePorts,
  caller: Caller,
  request: RequestOf<'addMembers'>,
): Promise<ResponseOf<'addMembers'>> {
  return changeChat(
    ports,
    { caller, request },
    {
      purpose,
      eventFor: (roster) => {
        requireRole(roster, caller.userId, { roles: managers, purpose });
        const members = request.members.filter((userId) => !roster.members.has(userId)).sort();
        if (members.length === 0) return undefined;
        if (roster.members.size + members.length > limits.membersPerChat) throw chatFull();
        return { kind: 'membersAdded', members };
      },
      isSame: (event) =>
        event.kind === 'membersAdded' && event.members.every((userId) => request.members.includes(userId)),
    },
  );
}

function chatFull(): ChatError {
  return new ChatError(
    'chat_full',
    `unable to ${purpose}; a chat has at most ${limits.membersPerChat} members`,
  );
}

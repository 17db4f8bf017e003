import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { changeChat, type ChangePorts } from './change-chat';
import { requireRole } from './roles';

const purpose = 'leave the chat';

/** Takes the caller out of a group. Throws ChatError forbidden for a direct chat, and what appendEntry throws. */
export async function leaveChat(
  ports: ChangePorts,
  caller: Caller,
  request: RequestOf<'leaveChat'>,
): Promise<ResponseOf<'leaveChat'>> {
  return changeChat(
    ports,
    { caller, request },
    {
      purpose,
      eventFor: (roster) => {
        requireRole(roster, caller.userId, { roles: ['OWNER', 'ADMIN', 'MEMBER'], purpose });
        return { kind: 'memberLeft' };
      },
      isSame: (event) => event.kind === 'memberLeft',
    },
  );
}

import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { changeChat, type ChangePorts } from './change-chat';
import { ChatError } from './errors';
import { managers, requireRole } from './roles';

const purpose = 'remove the member';

/**
 * Removes a member: an owner anyone, an admin those without a role. The member is told, and sees nothing later. Throws
 * ChatError forbidden, bad_request for oneself, and what appendEntry throws.
 */
export async function removeMember(
  ports: ChangePorts,
  caller: Caller,
  request: RequestOf<'removeMember'>,
): Promise<ResponseOf<'removeMember'>> {
  const { member } = request;
  if (member === caller.userId) {
    throw new ChatError('bad_request', `unable to ${purpose}; to go oneself there is leaveChat`);
  }
  return changeChat(
    ports,
    { caller, request },
    {
      purpose,
      eventFor: (roster) => {
        const own = requireRole(roster, caller.userId, { roles: managers, purpose });
        const role = roster.members.get(member)?.role;
        if (role === undefined) return undefined;
        if (own === 'ADMIN' && role !== 'MEMBER') {
          throw new ChatError('forbidden', `unable to ${purpose}; an ADMIN can remove nobody with a role`);
        }
        return { kind: 'memberRemoved', member };
      },
      isSame: (event) => event.kind === 'memberRemoved' && event.member === member,
    },
  );
}

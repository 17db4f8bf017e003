import type { ChatEvent, RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import { changeChat, type ChangePorts } from './change-chat';
import { ChatError } from './errors';
import { managers, requireRole } from './roles';
import type { Roster } from './roster';

const purpose = 'update the chat';

type Update = Extract<ChatEvent, { kind: 'updated' }>;
type Roles = NonNullable<Update['roles']>;

/**
 * Gives a group another title (owner and admins) or its members other roles (owner alone). Throws ChatError forbidden,
 * bad_request for the role of someone who is not in it or for taking the own role away, and what appendEntry throws.
 */
export async function updateChat(
  ports: ChangePorts,
  caller: Caller,
  request: RequestOf<'updateChat'>,
): Promise<ResponseOf<'updateChat'>> {
  const { title, roles } = request;
  return changeChat(
    ports,
    { caller, request },
    {
      purpose,
      eventFor: (roster) => {
        requireRole(roster, caller.userId, { roles: roles === undefined ? managers : ['OWNER'], purpose });
        if (roles !== undefined) refuseRoles(roster, roles);
        const changed = roles?.filter(({ userId, role }) => roster.members.get(userId)?.role !== role) ?? [];
        const update = {
          ...(title === undefined || title === roster.title ? {} : { title }),
          ...(changed.length === 0 ? {} : { roles: changed }),
        };
        return Object.keys(update).length === 0 ? undefined : { kind: 'updated', ...update };
      },
      isSame: (event) => event.kind === 'updated' && isPartOf(event, request),
    },
  );
}

function refuseRoles(roster: Roster, roles: Roles): void {
  if (roles.some(({ userId }) => !roster.members.has(userId))) {
    throw new ChatError('bad_request', `unable to ${purpose}; roles name someone who is not a member`);
  }
  const owners = roles.filter(({ role }) => role === 'OWNER');
  const isTaken = roles.some(
    ({ userId, role }) => role !== 'OWNER' && roster.members.get(userId)?.role === 'OWNER',
  );
  if (owners.length > 1 || isTaken) {
    throw new ChatError('bad_request', `unable to ${purpose}; a group has one OWNER: make another member it`);
  }
}

function isPartOf({ title, roles = [] }: Update, asked: RequestOf<'updateChat'>): boolean {
  const isAsked = ({ userId, role }: Roles[number]) =>
    asked.roles?.some((one) => one.userId === userId && one.role === role) === true;
  return (title === undefined || title === asked.title) && roles.every(isAsked);
}

import type { Role } from '../../protocol';
import { ChatError } from './errors';
import type { Roster } from './roster';

/** The roles from which on something may be done. */
export const managers: readonly Role[] = ['OWNER', 'ADMIN'];

/** Throws ChatError forbidden unless the chat is a group and the user has one of the roles in it. */
export function requireRole(
  roster: Roster,
  userId: string,
  { roles, purpose }: { roles: readonly Role[]; purpose: string },
): Role {
  if (roster.type === 'DIRECT') {
    throw new ChatError('forbidden', `unable to ${purpose}; a direct chat has its two members for good`);
  }
  const role = roster.members.get(userId)?.role;
  if (role !== undefined && roles.includes(role)) return role;
  throw new ChatError('forbidden', `unable to ${purpose}; it takes the role ${roles.join(' or ')}`);
}

import { ParleyError, type Profile, type Users } from '../../client';

/** Ids of users as the protocol has them. */
export const userIdPattern = /^[A-Za-z0-9_.-]{1,64}$/;

/** What is written is a handle, not the id of a user. */
export const handlePattern = /^@[a-z0-9_.]{3,30}$/;

/** Nobody has the handle. */
export class NobodyFound extends Error {
  override readonly name = 'NobodyFound';

  constructor(readonly handle: string) {
    super(`nobody has the handle ${handle}`);
  }
}

/**
 * Whom the names mean, which are ids of users or `@handle`s: each user once.
 * @throws NobodyFound, ParleyError
 */
export async function findPeople(users: Pick<Users, 'find'>, names: readonly string[]): Promise<Profile[]> {
  const found = await Promise.all(
    names.map(async (name) => (name.startsWith('@') ? findHandle(users, name) : { userId: name })),
  );
  return [...new Map(found.map((profile) => [profile.userId, profile])).values()];
}

async function findHandle(users: Pick<Users, 'find'>, name: string): Promise<Profile> {
  try {
    return await users.find(name.slice(1));
  } catch (error) {
    if (error instanceof ParleyError && error.code === 'not_found') throw new NobodyFound(name);
    throw error;
  }
}

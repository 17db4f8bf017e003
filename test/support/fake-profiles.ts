import type { RequestOf } from '../../protocol';

/** Nobody has a profile, and everyone the handle that is asked for. */
export function answerOfProfiles(
  userId: string,
  request: RequestOf<'getUsers' | 'findUser' | 'updateProfile'>,
): object {
  switch (request.action) {
    case 'getUsers':
      return { users: request.userIds.map((named) => ({ userId: named })) };
    case 'findUser':
      return { user: { userId: request.handle, handle: request.handle } };
    case 'updateProfile':
      return { user: { userId } };
  }
}

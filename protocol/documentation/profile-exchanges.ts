import type { Exchanges } from './documented';
import { groupChatId } from './story';

export const profileExchanges: Pick<Exchanges, 'getUsers' | 'findUser' | 'updateProfile'> = {
  getUsers: [
    {
      request: { userIds: ['bob', 'carol'], chatId: groupChatId },
      response: { users: [{ userId: 'bob', displayName: 'Bob B.', handle: 'bob.b' }, { userId: 'carol' }] },
    },
  ],
  findUser: [
    {
      request: { handle: 'bob.b' },
      response: { user: { userId: 'bob', displayName: 'Bob B.', handle: 'bob.b' } },
    },
  ],
  updateProfile: [
    {
      request: { displayName: 'Bob B.', handle: 'bob.b' },
      response: { user: { userId: 'bob', displayName: 'Bob B.', handle: 'bob.b' } },
    },
  ],
};

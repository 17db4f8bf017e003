import type { Exchanges } from './documented';
import { groupChatId } from './story';

export const presenceExchanges: Pick<Exchanges, 'ping' | 'getPresence' | 'watchPresence'> = {
  ping: [{ request: {}, response: { serverTime: '2026-03-02T09:14:00.902Z' } }],
  getPresence: [
    {
      request: { userIds: ['bob'] },
      response: { presence: [{ userId: 'bob', status: 'online' }], at: '2026-03-02T09:15:11.020Z' },
    },
  ],
  watchPresence: [
    {
      request: { userIds: ['bob', 'carol', 'dave'], chatId: groupChatId },
      response: {
        presence: [
          { userId: 'bob', status: 'online' },
          { userId: 'carol', status: 'offline', lastSeen: '2026-03-02T08:47:30.511Z' },
          { userId: 'dave', status: 'unknown' },
        ],
        at: '2026-03-02T09:15:12.400Z',
        validForSeconds: 600,
      },
    },
  ],
};

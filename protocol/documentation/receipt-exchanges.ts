import type { Exchanges } from './documented';
import { groupChatId } from './story';

export const receiptExchanges: Pick<
  Exchanges,
  'markDelivered' | 'markRead' | 'getReceipts' | 'typing' | 'muteChat'
> = {
  markDelivered: [
    {
      request: {
        chats: [
          { chatId: groupChatId, seq: 3 },
          { chatId: 'left-long-ago', seq: 9 },
        ],
      },
      response: {
        chats: [
          { chatId: groupChatId, deliveredSeq: 3, readSeq: 1 },
          { chatId: 'left-long-ago', code: 'not_found' },
        ],
      },
    },
  ],
  markRead: [
    {
      request: { chats: [{ chatId: groupChatId, seq: 3 }] },
      response: { chats: [{ chatId: groupChatId, deliveredSeq: 3, readSeq: 3 }] },
    },
  ],
  getReceipts: [
    {
      request: { chatId: groupChatId },
      response: {
        members: [
          {
            userId: 'bob',
            deliveredSeq: 3,
            deliveredAt: '2026-03-02T09:15:33.120Z',
            readSeq: 3,
            readAt: '2026-03-02T09:15:40.551Z',
          },
          { userId: 'carol', deliveredSeq: 1, readSeq: 1 },
        ],
      },
    },
  ],
  muteChat: [
    {
      request: { chatId: groupChatId, until: '2026-03-03T07:00:00.000Z' },
      response: { mutedUntil: '2026-03-03T07:00:00.000Z' },
    },
  ],
  typing: [{ request: { chatId: groupChatId, state: 'started' }, response: {} }],
};

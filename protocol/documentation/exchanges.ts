import { limits } from '..';
import type { Exchanges } from './documented';
import { presenceExchanges } from './presence-exchanges';
import { profileExchanges } from './profile-exchanges';
import { receiptExchanges } from './receipt-exchanges';
import {
  added,
  created,
  directChat,
  directChatId,
  group,
  groupChatId,
  map,
  question,
  removed,
} from './story';

/** An example of every action; the request and answer frames of the page and of the AsyncAPI document. */
export const exchanges: Exchanges = {
  hello: [
    {
      request: {},
      response: {
        userId: 'alice',
        connectionId: 'XDmENcnwIE0CFEQ=',
        serverTime: '2026-03-02T09:10:00.871Z',
        heartbeatSeconds: 240,
        limits: { ...limits },
      },
    },
  ],
  sendMessage: [
    {
      title: 'Text',
      request: {
        chatId: directChatId,
        clientMessageId: '5f3a1c9e-8d41-4c0b-9b7e-2a6d0f4e1b73',
        afterSeq: 1,
        content: 'Good morning',
      },
      response: {
        chatId: directChatId,
        clientMessageId: '5f3a1c9e-8d41-4c0b-9b7e-2a6d0f4e1b73',
        messageId: '286787261872250882',
        seq: 2,
        sentAt: '2026-03-02T09:10:11.480Z',
        status: 'SENT',
      },
    },
    {
      title: 'A picture',
      request: {
        chatId: groupChatId,
        clientMessageId: map.clientMessageId,
        afterSeq: 1,
        contentType: 'IMAGE',
        content: {
          url: 'https://files.example.com/maps/7f3a.png',
          mime: 'image/png',
          bytes: 482_133,
          width: 1280,
          height: 960,
        },
      },
      response: {
        chatId: groupChatId,
        clientMessageId: map.clientMessageId,
        messageId: map.messageId,
        seq: map.seq,
        sentAt: map.sentAt,
        status: 'SENT',
      },
    },
  ],
  getMessages: [
    {
      title: 'The newest two entries',
      request: { chatId: groupChatId, limit: 2 },
      response: { messages: [map, question], nextCursor: 'before.2' },
    },
    {
      title: 'The page after it, which is the last one',
      request: { chatId: groupChatId, cursor: 'before.2', limit: 2 },
      response: { messages: [created] },
    },
  ],
  sync: [
    {
      title:
        'Bob has one entry of the group, nothing of a chat that he joined late, and a chat that he was removed from',
      request: {
        chats: [
          { chatId: groupChatId, afterSeq: 1 },
          { chatId: 'kC1f8ZJx3nN0bq2Yt7wQmA5sVdR4uEoHpLgXiW9yT6U', afterSeq: 0 },
          { chatId: 'Zr0TqP6mB2hXc9LwEyVn4KsJdG8fUaQo1iM5tY7vRxN', afterSeq: 731 },
        ],
      },
      response: {
        chats: [
          { chatId: groupChatId, messages: [question, map], more: false },
          {
            chatId: 'kC1f8ZJx3nN0bq2Yt7wQmA5sVdR4uEoHpLgXiW9yT6U',
            messages: [],
            more: true,
            reset: { fromSeq: 412 },
          },
          {
            chatId: 'Zr0TqP6mB2hXc9LwEyVn4KsJdG8fUaQo1iM5tY7vRxN',
            messages: [],
            more: false,
            left: true,
          },
        ],
      },
    },
  ],
  createChat: [
    {
      title: 'A direct chat',
      request: { type: 'DIRECT', with: 'bob' },
      response: { chat: directChat },
    },
    {
      title: 'A group',
      request: {
        type: 'GROUP',
        title: 'Weekend hike',
        members: ['bob', 'carol'],
        clientMessageId: created.clientMessageId,
      },
      response: { chat: group(1) },
    },
  ],
  listChats: [
    {
      request: { limit: 20 },
      response: {
        chats: [
          {
            ...directChat,
            lastSeq: 3,
            members: [
              { userId: 'alice', role: 'MEMBER', joinedSeq: 1 },
              { userId: 'bob', role: 'MEMBER', joinedSeq: 1 },
            ],
            lastMessage: {
              seq: 3,
              messageId: '286787381523161091',
              senderId: 'bob',
              clientMessageId: 'c1d7e0a4-6b3f-4e92-8a15-7d9c0b2f4e68',
              sentAt: '2026-03-02T09:10:40.007Z',
              status: 'SENT',
              contentType: 'TEXT',
              content: 'Morning! Shall we go for a hike?',
            },
            unread: 1,
            cursors: { joinedSeq: 1, deliveredSeq: 2, readSeq: 2 },
          },
          {
            ...group(3),
            lastMessage: map,
            unread: 2,
            cursors: { joinedSeq: 1, deliveredSeq: 1, readSeq: 1 },
          },
        ],
      },
    },
  ],
  getChat: [
    {
      request: { chatId: groupChatId },
      response: {
        chat: group(4, {
          memberCount: 4,
          members: [
            { userId: 'alice', role: 'OWNER', joinedSeq: 1 },
            { userId: 'bob', role: 'MEMBER', joinedSeq: 1 },
            { userId: 'carol', role: 'MEMBER', joinedSeq: 1 },
            { userId: 'dave', role: 'MEMBER', joinedSeq: 4 },
          ],
        }),
      },
    },
  ],
  addMembers: [
    {
      request: {
        chatId: groupChatId,
        clientMessageId: '0d4b8f6a-91c2-4e37-b5a8-3c6e7f1d2a94',
        afterSeq: 3,
        members: ['dave'],
      },
      response: { chat: group(4, { memberCount: 4 }), change: added },
    },
  ],
  updateChat: [
    {
      request: {
        chatId: groupChatId,
        clientMessageId: 'e7a2c5d1-4f86-4b09-a3de-9b1c8e0f7d35',
        afterSeq: 4,
        title: 'Hike on Sunday',
        roles: [{ userId: 'bob', role: 'ADMIN' }],
      },
      response: { chat: group(5, { title: 'Hike on Sunday', memberCount: 4 }) },
    },
  ],
  removeMember: [
    {
      request: {
        chatId: groupChatId,
        clientMessageId: '6c9e1b3d-a072-4d58-8f4b-5e2d7a0c9f16',
        afterSeq: 5,
        member: 'dave',
      },
      response: {
        chat: group(6, { title: 'Hike on Sunday' }),
        change: { ...removed, senderId: 'alice', clientMessageId: '6c9e1b3d-a072-4d58-8f4b-5e2d7a0c9f16' },
      },
    },
  ],
  leaveChat: [
    {
      request: {
        chatId: groupChatId,
        clientMessageId: '28f5d0e7-c3b9-4a61-97d2-0a4f8b6e5c1d',
        afterSeq: 6,
      },
      response: { chat: group(7, { title: 'Hike on Sunday', memberCount: 2 }) },
    },
  ],
  ...receiptExchanges,
  registerDevice: [
    {
      request: { deviceId: 'phone-1', platform: 'FCM', token: 'dQw4:APA91bExample' },
      response: { deviceId: 'phone-1', push: 'on' },
    },
  ],
  unregisterDevice: [{ request: { deviceId: 'phone-1' }, response: {} }],
  ...profileExchanges,
  ...presenceExchanges,
};

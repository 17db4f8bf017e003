import type { Chat, Message } from '..';

/** The chats and entries that the examples speak of: alice writes with bob, then they plan a hike with carol and dave. */
export const directChatId = 'O9m36lrYPsGb0-mbmFsIZdKnXUfb9ZB_XmWl111LQ0M';
export const groupChatId = 'VYxHBjTw1jvAUf-tdaF8Z_4gi3Gj61s8vMqWmqbjUD4';

export const created: Message = {
  seq: 1,
  messageId: '286788229222170625',
  senderId: 'alice',
  clientMessageId: 'b5e1a3c2-7d64-4f0e-9a38-1c2d3e4f5a6b',
  sentAt: '2026-03-02T09:14:02.114Z',
  status: 'SENT',
  contentType: 'EVENT',
  content: { kind: 'created', chatType: 'GROUP', title: 'Weekend hike', members: ['alice', 'bob', 'carol'] },
};

export const question: Message = {
  seq: 2,
  messageId: '286788556948307970',
  senderId: 'bob',
  clientMessageId: '3f0c9d5e-52a1-4d0b-8c52-6f1f0a7b9e21',
  sentAt: '2026-03-02T09:15:20.250Z',
  status: 'SENT',
  contentType: 'TEXT',
  content: 'Where do we meet?',
};

export const map: Message = {
  seq: 3,
  messageId: '286788605837115395',
  senderId: 'carol',
  clientMessageId: '9a7d2c40-0b6e-4c55-9d3f-2e8b7c1a5f60',
  sentAt: '2026-03-02T09:15:31.906Z',
  status: 'SENT',
  contentType: 'IMAGE',
  content: {
    url: 'https://files.example.com/maps/7f3a.png',
    mime: 'image/png',
    bytes: 482_133,
    width: 1280,
    height: 960,
  },
};

export const added: Message = {
  seq: 4,
  messageId: '286788737836056580',
  senderId: 'alice',
  clientMessageId: '0d4b8f6a-91c2-4e37-b5a8-3c6e7f1d2a94',
  sentAt: '2026-03-02T09:16:03.377Z',
  status: 'SENT',
  contentType: 'EVENT',
  content: { kind: 'membersAdded', members: ['dave'] },
};

export const removed: Message = {
  seq: 6,
  messageId: '286789520665149446',
  senderId: 'bob',
  clientMessageId: '6c9e1b3d-a072-4d58-8f4b-5e2d7a0c9f16',
  sentAt: '2026-03-02T09:19:10.018Z',
  status: 'SENT',
  contentType: 'EVENT',
  content: { kind: 'memberRemoved', member: 'dave' },
};

/** The group as it is at the entry at `lastSeq`. */
export function group(lastSeq: number, changed: Partial<Chat> = {}): Chat {
  return {
    chatId: groupChatId,
    type: 'GROUP',
    title: 'Weekend hike',
    createdBy: 'alice',
    createdAt: created.sentAt,
    memberCount: 3,
    lastSeq,
    ...changed,
  };
}

export const directChat: Chat = {
  chatId: directChatId,
  type: 'DIRECT',
  createdBy: 'alice',
  createdAt: '2026-03-02T09:10:02.114Z',
  memberCount: 2,
  lastSeq: 1,
};

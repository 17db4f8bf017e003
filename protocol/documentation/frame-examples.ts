import type * as v from 'valibot';
import type { ErrorFrame, gatewayFrame, Message } from '..';
import type { EventExamples } from './documented';
import { group, groupChatId, question } from './story';

const added: Message = {
  seq: 4,
  messageId: '286788737836056580',
  senderId: 'alice',
  clientMessageId: '0d4b8f6a-91c2-4e37-b5a8-3c6e7f1d2a94',
  sentAt: '2026-03-02T09:16:03.377Z',
  status: 'SENT',
  contentType: 'EVENT',
  content: { kind: 'membersAdded', members: ['dave'] },
};

const removed: Message = {
  seq: 6,
  messageId: '286789520665149446',
  senderId: 'bob',
  clientMessageId: '6c9e1b3d-a072-4d58-8f4b-5e2d7a0c9f16',
  sentAt: '2026-03-02T09:19:10.018Z',
  status: 'SENT',
  contentType: 'EVENT',
  content: { kind: 'memberRemoved', member: 'dave' },
};

export const eventExamples: EventExamples = {
  message: [{ frame: { type: 'message', chatId: groupChatId, message: question } }],
  chat: [
    {
      title: 'Alice has added Dave',
      frame: { type: 'chat', chat: group(4, { memberCount: 4 }), change: added },
    },
    {
      title: 'Bob has removed Dave, who gets this too',
      frame: { type: 'chat', chat: group(6, { title: 'Hike on Sunday' }), change: removed },
    },
  ],
};

/** Refusals of some request, by what they show. */
export const errorExamples = {
  notFound: {
    type: 'error',
    requestId: 'r17',
    code: 'not_found',
    message: 'unable to find the chat; it does not exist or you are not in it',
    retryable: false,
  },
  rateLimited: {
    type: 'error',
    requestId: 'r18',
    code: 'rate_limited',
    message: 'unable to send the message; more than 20 messages in a second',
    retryable: true,
    retryAfterMs: 412,
  },
} as const satisfies Record<string, ErrorFrame>;

export const gatewayExample: v.InferOutput<typeof gatewayFrame> = {
  message: 'Internal server error',
  connectionId: 'XDmENcnwIE0CFEQ=',
  requestId: 'RYG0LEicPHcFo_A=',
};

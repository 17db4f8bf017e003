import type * as v from 'valibot';
import type { ErrorFrame, gatewayFrame } from '..';
import type { EventExamples } from './documented';
import { added, group, groupChatId, question, removed } from './story';

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
  receipt: [
    { frame: { type: 'receipt', chatId: groupChatId, userId: 'carol', deliveredSeq: 3, readSeq: 2 } },
  ],
  presence: [
    {
      frame: {
        type: 'presence',
        userId: 'carol',
        status: 'online',
        at: '2026-03-02T09:15:20.733Z',
        validForSeconds: 591,
      },
    },
    {
      title: 'Carol has gone',
      frame: {
        type: 'presence',
        userId: 'carol',
        status: 'offline',
        lastSeen: '2026-03-02T09:21:04.018Z',
        at: '2026-03-02T09:21:04.018Z',
        validForSeconds: 248,
      },
    },
  ],
  typing: [{ frame: { type: 'typing', chatId: groupChatId, userId: 'bob', state: 'started' } }],
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
    message: 'unable to send the message; more than 20 entries in a second',
    retryable: true,
    retryAfterMs: 412,
  },
} as const satisfies Record<string, ErrorFrame>;

export const gatewayExample: v.InferOutput<typeof gatewayFrame> = {
  message: 'Internal server error',
  connectionId: 'XDmENcnwIE0CFEQ=',
  requestId: 'RYG0LEicPHcFo_A=',
};

import type { ActionsWords } from './documented';

const raising = {
  retry: 'Safe: a cursor never falls, and those whom it concerns are told again.',
  request: {
    chats: 'The chats, each once.',
    'chats[].chatId': 'The chat.',
    'chats[].seq': 'The entry up to which you have it; there must be one.',
  },
  response: {
    chats: 'One element for each chat that you named.',
    'chats[].chatId': 'The chat.',
    'chats[].deliveredSeq': 'Up to where it counts as delivered now.',
    'chats[].readSeq': 'Up to where it counts as read now.',
    'chats[].code':
      'Instead of the cursors: `not_found` if you are not in the chat, `bad_request` if it has no entry at `seq` that you may see.',
  },
  errors: {},
} as const;

export const receiptWords: ActionsWords<
  'markDelivered' | 'markRead' | 'getReceipts' | 'typing' | 'muteChat'
> = {
  markDelivered: {
    does: 'Says that your device has got chats up to an entry. Send it within 2 s of what came, at most once a second for each chat.',
    who: 'Everyone; a chat that you are not in is answered with a `code`.',
    ...raising,
  },
  markRead: {
    does: 'Says that you have read chats up to an entry; they count as delivered up to there, too.',
    who: 'Everyone; a chat that you are not in is answered with a `code`.',
    ...raising,
  },
  getReceipts: {
    does: 'Reads how far each other member of a chat is, and since when: who has it, who has read it.',
    who: 'Members of the chat.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: { chatId: 'The chat.', cursor: '`nextCursor` of the page before.' },
    response: {
      members: 'The members but you, by id.',
      nextCursor: 'Ask for the next page with it. Absent at the end.',
    },
    errors: { not_found: 'There is no such chat, or you are not in it.' },
  },
  typing: {
    does: 'Tells the other members who are online that you are typing, or have stopped. Send `started` at most every 3 s while you type: the server does not hold you to it, and tells each one.',
    who: 'Members of the chat; in groups above 50 nobody is told.',
    retry: 'Do not: what you were typing is out of date.',
    request: { chatId: 'The chat.', state: 'What you do.' },
    response: {},
    errors: { not_found: 'There is no such chat, or you are not in it.' },
  },
  muteChat: {
    does: 'Keeps your phones still about a chat: nothing is pushed until then. Messages come over the socket and are counted as ever.',
    who: 'Members of the chat, each for themselves.',
    retry: 'Safe: the last one counts.',
    request: { chatId: 'The chat.', until: 'Until when. Without it the chat is muted no longer.' },
    response: { mutedUntil: 'Until when it is muted; absent if it is not.' },
    errors: { not_found: 'There is no such chat, or you are not in it.' },
  },
};

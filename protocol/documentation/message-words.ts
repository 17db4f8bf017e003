import { appendingErrors, appendingFields, appendingRetry } from './appending-words';
import type { ActionsWords } from './documented';

export const messageWords: ActionsWords<'sendMessage' | 'getMessages' | 'sync'> = {
  sendMessage: {
    does: 'Adds a message to a chat. The answer comes when it is stored for good and on its way to everyone.',
    who: 'Members of the chat.',
    retry: appendingRetry,
    request: {
      ...appendingFields,
      clientMessageId: 'Your id of this message, the same in every retry.',
      contentType: 'What `content` is.',
      content: 'Text, or a picture or film that you have stored elsewhere.',
    },
    response: {
      chatId: 'As in the request.',
      clientMessageId: 'As in the request.',
      messageId: 'The id that the server gave it.',
      seq: 'Its place in the chat.',
      sentAt: 'When the server stored it.',
      status: 'It is stored.',
    },
    errors: {
      ...appendingErrors,
      bad_request: '`clientMessageId` was used for another message.',
      too_large: 'The text has too many bytes.',
    },
  },
  getMessages: {
    does: 'Reads one page of a chat: from its newest entry down, from `before` down, or from `after` up. Only what was written since you joined is shown.',
    who: 'Members of the chat.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: {
      chatId: 'The chat.',
      cursor: '`nextCursor` of the page before; it goes on in the same direction.',
      before: 'Entries below this `seq`, newest first.',
      after: 'Entries above this `seq`, oldest first.',
      limit: 'How many entries the page may have.',
    },
    response: {
      messages:
        'The entries, in the order of the direction. Fewer than `limit` if the frame was full; none if what the page would show has expired or is older than your membership.',
      nextCursor: 'Ask for the next page with it. Only its absence means that there is nothing more.',
      receipts: 'How far everyone else is. Absent in large groups, and alone.',
    },
    errors: {
      bad_request: '`cursor` is not a `nextCursor`.',
      not_found: 'There is no such chat, or you are not in it.',
    },
  },
  sync: {
    does: 'Reads what many chats have above the last `seq` that you know of each, oldest first. Every chat that you name is in the answer.',
    who: 'Everyone; a chat that you are not in is answered with `left`.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: {
      chats: 'The chats, those that matter most first.',
      'chats[].chatId': 'The chat.',
      'chats[].afterSeq': 'The last `seq` up to which you have everything, 0 for nothing.',
    },
    response: {
      chats: 'One element for each chat that you named.',
      'chats[].chatId': 'The chat.',
      'chats[].messages':
        'Entries without a gap, oldest first, the first one at `afterSeq` + 1 or at `reset.fromSeq`.',
      'chats[].more':
        'There may be more: ask again from where you are now. `true` without any messages if the frame was full before this chat.',
      'chats[].reset':
        'What lies between `afterSeq` and `fromSeq` cannot be had: it has expired, is older than your membership, or this log is not the one that you knew.',
      'chats[].reset.fromSeq':
        'Go on from here. May be lower than `afterSeq`: then forget what you have of the chat.',
      'chats[].receipts': 'How far the other member of a direct chat is.',
      'chats[].left': 'You are not in this chat, or there is none. Always `true` if present.',
    },
    errors: {},
  },
};

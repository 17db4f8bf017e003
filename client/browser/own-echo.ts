import { type AnswerFrame, type ClientRequest, decodeAnswerOf } from './decode-tab';

/**
 * The events that the user's other sockets would get of a request that was carried out. The server leaves out the socket
 * that asked, which is that of every tab.
 */
export function echoesOf(request: ClientRequest, answer: AnswerFrame, userId: string): object[] {
  if (answer.type !== 'ok') return [];
  const { action } = request;
  if (action === 'sendMessage') {
    const { chatId, contentType, content } = request;
    const { clientMessageId, messageId, seq, sentAt, status } = decodeAnswerOf(action, answer);
    const own = { senderId: userId, clientMessageId, contentType, content };
    return [{ type: 'message', chatId, message: { seq, messageId, sentAt, status, ...own } }];
  }
  if (action === 'markDelivered' || action === 'markRead') {
    const { chats } = decodeAnswerOf(action, answer);
    return chats
      .filter(({ code }) => code === undefined)
      .map(({ chatId, deliveredSeq, readSeq }) => ({
        type: 'receipt',
        chatId,
        userId,
        deliveredSeq,
        readSeq,
      }));
  }
  if (!isChange(action)) return [];
  const { chat, change } = decodeAnswerOf(action, answer);
  return change ? [{ type: 'chat', chat, change }] : [];
}

const changes = ['addMembers', 'removeMember', 'leaveChat', 'updateChat'] as const;

function isChange(action: string): action is (typeof changes)[number] {
  return changes.some((change) => change === action);
}

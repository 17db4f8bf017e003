import type { EntryEvent } from '../../protocol';

/** The event of a text message. */
export function aMessageEvent({
  chatId = 'chat',
  seq = 7,
  senderId = 'alice',
  content = 'hi',
} = {}): EntryEvent {
  return {
    type: 'message',
    chatId,
    message: { ...fieldsOf(seq, senderId), contentType: 'TEXT', content },
  };
}

/** The event of a chat whose title was changed. */
export function aChatEvent({ chatId = 'chat', seq = 7, senderId = 'alice' } = {}): Extract<
  EntryEvent,
  { type: 'chat' }
> {
  return {
    type: 'chat',
    chat: {
      chatId,
      type: 'GROUP',
      createdBy: senderId,
      createdAt: '2026-01-01T00:00:00.000Z',
      memberCount: 2,
      lastSeq: seq,
    },
    change: {
      ...fieldsOf(seq, senderId),
      contentType: 'EVENT',
      content: { kind: 'updated', title: 'new' },
    },
  };
}

function fieldsOf(seq: number, senderId: string) {
  return {
    seq,
    messageId: '1',
    senderId,
    clientMessageId: 'aaaaaaaaaaaaaaaa',
    sentAt: '2026-01-01T00:00:00.000Z',
    status: 'SENT' as const,
  };
}

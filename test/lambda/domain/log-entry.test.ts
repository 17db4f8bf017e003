import { toMessage } from '../../../lambda/domain/log-entry';
import { nextEntry } from '../../../lambda/domain/next-entry';

describe('toMessage', () => {
  it('shows clients what the protocol names, and nothing else that an entry carries', () => {
    const draft = {
      chatId: 'c',
      senderId: 'alice',
      clientMessageId: 'x',
      contentType: 'TEXT' as const,
      content: 'hi',
    };
    const entry = nextEntry(draft, undefined, { nowMs: Date.UTC(2026, 0, 1), retentionDays: 30 });
    expect(toMessage({ ...entry, ...{ internal: 'secret' } })).toEqual({
      seq: 1,
      messageId: entry.messageId,
      senderId: 'alice',
      clientMessageId: 'x',
      sentAt: '2026-01-01T00:00:00.000Z',
      status: 'SENT',
      contentType: 'TEXT',
      content: 'hi',
    });
  });
});

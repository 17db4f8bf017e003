import { decodeAnswer, decodeFrame } from '../../client/decode-frame';
import { anEntry, sentAt } from '../support/fake-socket-server';

const kindOf = (frame: unknown) => decodeFrame(JSON.stringify(frame)).kind;

describe('decodeFrame', () => {
  it('tells the frames apart', () => {
    const gateway = { message: 'Internal server error', connectionId: 'c', requestId: 'x' };
    expect(kindOf({ type: 'ok', requestId: 'r1' })).toBe('ok');
    expect(kindOf({ type: 'error', code: 'busy', message: 'm', retryable: true })).toBe('error');
    expect(kindOf({ type: 'message', chatId: 'chat', message: anEntry(1) })).toBe('event');
    expect(kindOf(gateway)).toBe('gateway');
    expect(kindOf({ type: 'an event to come', ...gateway })).toBe('ignored');
  });

  it('reads an event of a chat whose kind it does not know', () => {
    const chat = {
      chatId: 'chat',
      type: 'GROUP',
      createdBy: 'bob',
      createdAt: sentAt,
      memberCount: 2,
      lastSeq: 7,
    };
    const change = { ...anEntry(7), contentType: 'EVENT', content: { kind: 'pinned', entry: 3 } };
    const frame = decodeFrame(JSON.stringify({ type: 'chat', chat, change }));
    expect(frame).toMatchObject({
      kind: 'event',
      event: { type: 'chat', change: { seq: 7, senderId: 'bob', contentType: 'UNKNOWN' } },
    });
  });

  it.each(['', 'null', '[]', '{"type":"message"}', 'not JSON'])('ignores %j', (text) => {
    expect(decodeFrame(text)).toEqual({ kind: 'ignored' });
  });

  it('ignores bytes', () => {
    expect(decodeFrame(new ArrayBuffer(2))).toEqual({ kind: 'ignored' });
  });
});

describe('decodeAnswer', () => {
  it('refuses an answer that breaks the protocol', () => {
    expect(decodeAnswer('sendMessage', { type: 'ok', requestId: 'r1', seq: 'one' })).toMatchObject({
      name: 'ParleyError',
      code: 'bad_answer',
      outcome: 'unknown',
    });
  });
});

import { decodeAnswer, decodeFrame } from '../../client/decode-frame';
import { anEntry } from '../support/fake-socket-server';

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

  it.each(['', 'null', '[]', '{"type":"message"}', 'not JSON'])('ignores %j', (text) => {
    expect(decodeFrame(text)).toEqual({ kind: 'ignored' });
  });

  it('ignores bytes', () => {
    expect(decodeFrame(new ArrayBuffer(2))).toEqual({ kind: 'ignored' });
  });
});

describe('decodeAnswer', () => {
  it('refuses an answer that breaks the protocol', () => {
    expect(() => decodeAnswer('sendMessage', { type: 'ok', requestId: 'r1', seq: 'one' })).toThrow(
      expect.objectContaining({ code: 'bad_answer', outcome: 'unknown' }) as Error,
    );
  });
});

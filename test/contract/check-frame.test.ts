import { checkFrame, checkOk } from './check-frame';

const at = '2026-01-01T00:00:00.000Z';
const answer = (fields: object) => ({ type: 'ok', requestId: 'r', ...fields });
const ping = JSON.stringify({ action: 'ping', requestId: 'r' });

describe('checkFrame', () => {
  it('takes answers and events that are as the protocol says', () => {
    for (const frame of [
      answer({ serverTime: at }),
      { type: 'error', code: 'busy', message: 'unable to x; y', retryable: true },
      { type: 'typing', chatId: 'c', userId: 'u', state: 'started' },
      { message: 'Internal server error', connectionId: 'c', requestId: 'r' } as unknown as { type: string },
    ])
      expect(() => checkFrame(frame, ['no request', '7', ping])).not.toThrow();
  });

  it.each([
    ['an answer', answer({ serverTime: at, secret: 1 }), '/secret'],
    ['a refusal', { type: 'error', code: 'busy', message: 'm', retryable: true, stack: 's' }, '/stack'],
    ['an event', { type: 'typing', chatId: 'c', userId: 'u', state: 'started', ip: '::1' }, '/ip'],
    ['what API Gateway sends', { message: 'm', connectionId: 'c', requestId: 'r', more: 1 }, '/more'],
  ])('finds a field in %s that the protocol does not have', (_what, frame, path) => {
    expect(() => checkFrame(frame as { type: string }, [ping])).toThrow(`the protocol has no ${path}:`);
  });

  it('finds an ok to what was not asked, and one without its fields', () => {
    expect(() => checkFrame(answer({ serverTime: at }), ['{"action":"ping","requestId":"s"}'])).toThrow(
      'nobody',
    );
    expect(() => checkFrame(answer({}), [ping])).toThrow('serverTime');
  });
});

describe('checkOk', () => {
  const receipt = { userId: 'bob', deliveredSeq: 2, readSeq: 1 };

  it('gives the fields of an answer', () => {
    expect(checkOk('getReceipts', answer({ members: [receipt] }))).toEqual({ members: [receipt] });
  });

  it('finds what lies deep in lists', () => {
    const members = [receipt, { ...receipt, mutedUntil: at, pushedSeq: 2 }];
    expect(() => checkOk('getReceipts', answer({ members }))).toThrow(
      'the protocol has no /members/1/mutedUntil, /members/1/pushedSeq:',
    );
  });
});

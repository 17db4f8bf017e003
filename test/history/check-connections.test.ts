import { HandMadeHistory } from './a-history';
import { kindsOf } from './kinds-of';

describe('checkConnections', () => {
  const lost = (at: number, undisturbed: string[]) => {
    const history = new HandMadeHistory().at(at, { kind: 'disconnected', deviceId: 'bob-1' });
    return kindsOf({ ...history.end(), undisturbed });
  };
  const served = (what: string, askedAt: number) => {
    const event = { kind: 'served' as const, deviceId: 'bob-1', what, askedAt, tokenEndsAt: 50_000 };
    return kindsOf(new HandMadeHistory().at(askedAt + 20, event).end());
  };

  it('finds a connection that ended though nothing was done to its device', () => {
    expect(lost(100, ['bob-1'])).toEqual(['interrupted']);
    expect(lost(100, ['alice-1'])).toEqual([]);
    expect(lost(60_000, ['bob-1'])).toEqual([]);
  });

  it('finds what was served after the token of the connection had ended', () => {
    expect(served('sendMessage', 49_999)).toEqual([]);
    expect(served('sendMessage', 50_000)).toEqual(['token-outlived']);
  });

  it('lets a post that was under way arrive', () => {
    expect(served('post', 52_999)).toEqual([]);
    expect(served('post', 53_000)).toEqual(['token-outlived']);
  });
});

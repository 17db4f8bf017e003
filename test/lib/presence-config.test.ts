import { presenceOf } from '../../lib/presence-config';

describe('presenceOf', () => {
  it.each([
    [{}, 20, 30],
    [{ heartbeatSeconds: 5 }, 5, 8],
    [{ heartbeatSeconds: 540 }, 540, 810],
    [{ leaseSeconds: 23 }, 20, 23],
    [{ heartbeatSeconds: '540', leaseSeconds: '1080' }, 540, 1080],
  ])('makes of %j a ping every %i s and a lease of %i s', (given, heartbeatSeconds, leaseSeconds) => {
    expect(presenceOf(given)).toEqual({ heartbeatSeconds, leaseSeconds });
  });

  it.each([
    [{ leaseSeconds: 22 }, 'leaseSeconds is 22, allowed is a whole number from 23 to 1080'],
    [{ leaseSeconds: 20 }, 'because heartbeatSeconds is 20'],
    [{ heartbeatSeconds: 540, leaseSeconds: 542 }, 'allowed is a whole number from 543 to 1080'],
    [{ heartbeatSeconds: 540, leaseSeconds: 30 }, 'because heartbeatSeconds is 540'],
  ])('refuses %j, a lease that ends before the next ping is due', (given, message) => {
    expect(() => presenceOf(given)).toThrow(message);
  });

  it.each([
    [{ leaseSeconds: 7 }, 'leaseSeconds is 7'],
    [{ leaseSeconds: 1081 }, 'leaseSeconds is 1081'],
    [{ heartbeatSeconds: 4 }, 'heartbeatSeconds is 4'],
    [{ heartbeatSeconds: 541 }, 'heartbeatSeconds is 541'],
  ])('refuses %j', (given, message) => {
    expect(() => presenceOf(given)).toThrow(`parley:${message}, allowed is a whole number`);
  });
});

import { amount, costLines, costOfUsage, dollars, perMillion } from '../../../web/inspector/model/cost';
import { type Usage } from '../../../web/inspector/model/decode-flow';

describe('costLines', () => {
  const nothing: Usage = {
    gatewayMessages: 0,
    lambdaRequests: 0,
    lambdaGbSeconds: 0,
    readUnits: 0,
    writeUnits: 0,
    queueRequests: 0,
    pushes: 0,
    outBytes: 0,
  };

  it('is what a hand computes for a message to one other person', () => {
    // 3 frames at $1, 2 requests at $0.20, 4 reads at $0.125, 1 write at $0.625, 3 requests at $0.40, each a million.
    const usage = {
      ...nothing,
      gatewayMessages: 3,
      lambdaRequests: 2,
      lambdaGbSeconds: 0.02,
      readUnits: 4,
      writeUnits: 1,
      queueRequests: 3,
      outBytes: 600,
    };
    const byHand = 3 + 0.4 + 0.02 * 13.3334 + 0.5 + 0.625 + 1.2 + 600 * 0.00009;
    expect(costOfUsage(usage) * 1e6).toBeCloseTo(byHand, 9);
    expect(costLines(usage)).toHaveLength(7);
  });

  it('is what a hand computes for the budget of a group of 500', () => {
    // One write, 9 reads of the send function and 500 of the workers, 499 posts, a frame and its answer.
    const usage = { ...nothing, writeUnits: 1, readUnits: 509, gatewayMessages: 501, queueRequests: 2 };
    expect(costOfUsage(usage) * 1e6).toBeCloseTo(0.625 + 63.625 + 501 + 0.8, 9);
  });

  it('has the price of a push for its request and its delivery', () => {
    expect(costLines({ ...nothing, pushes: 2 })).toMatchObject([
      { name: 'SNS mobile push', units: 2, price: 0.000001 },
    ]);
    expect(costOfUsage({ ...nothing, pushes: 2 })).toBeCloseTo(0.000002, 12);
  });

  it('is empty for nothing', () => {
    expect(costLines(nothing)).toEqual([]);
    expect(costOfUsage(nothing)).toBe(0);
  });
});

describe('dollars', () => {
  it.each([
    [0, '$0'],
    [0.00000604, '$0.00000604'],
    [0.000561, '$0.000561'],
    [12.5, '$12.50'],
  ])('writes %d as %s', (usd, text) => expect(dollars(usd)).toBe(text));
});

describe('perMillion', () => {
  it('is the same for a million', () => expect(perMillion(0.00000604)).toBe('$6.04'));
});

describe('amount', () => {
  it.each([
    [3, '3'],
    [4.5, '4.50'],
    [0.0156, '0.0156'],
    [6.12e-7, '6.12 × 10^-7'],
  ])('writes %d as %s', (units, text) => expect(amount(units)).toBe(text));
});

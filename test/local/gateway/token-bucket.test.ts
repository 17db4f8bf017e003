import { TokenBucket, type Limit } from '../../../local/gateway/token-bucket';

describe('TokenBucket', () => {
  let nowMs = 0;
  const bucketOf = (limit: Limit): TokenBucket => new TokenBucket(limit, () => nowMs);
  const take = (bucket: TokenBucket, times: number): number =>
    Array.from({ length: times }, () => bucket.take()).filter(Boolean).length;

  it('gives its burst at once and its rate from then on', () => {
    const bucket = bucketOf({ rate: 2, burst: 5 });
    expect(take(bucket, 10)).toBe(5);
    nowMs += 1000;
    expect(take(bucket, 10)).toBe(2);
    nowMs += 250;
    expect(take(bucket, 10)).toBe(0);
    nowMs += 250;
    expect(take(bucket, 10)).toBe(1);
  });

  it('never holds more than its burst', () => {
    const bucket = bucketOf({ rate: 100, burst: 3 });
    nowMs += 60_000;
    expect(take(bucket, 10)).toBe(3);
  });

  it.each([{ rate: 0, burst: 5 }, { rate: 5, burst: 0 }, { rate: 0 }, { burst: 0 }])(
    'lets nothing through with %j',
    (limit) => {
      expect(take(bucketOf(limit), 5)).toBe(0);
    },
  );

  it('has no limit where none is given', () => {
    expect(take(bucketOf({}), 1000)).toBe(1000);
    expect(take(bucketOf({ rate: 1 }), 1000)).toBe(1000);
    expect(take(bucketOf({ burst: 1000 }), 1000)).toBe(1000);
  });
});

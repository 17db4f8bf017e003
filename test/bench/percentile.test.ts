import { percentile } from '../../bench/percentile';

describe('percentile', () => {
  it('gives the middle of an odd number of samples, in whatever order they come', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
  });

  it('gives the highest sample for shares that few samples cannot tell apart', () => {
    expect(percentile([1, 2, 3, 4], 0.99)).toBe(4);
  });

  it('has no number for no samples', () => {
    expect(percentile([], 0.5)).toBeNaN();
  });
});

import { batchesOf, isFull } from '../../../local/event-sources/batches';

const MB = 1024 * 1024;
const messages = (count: number, bytes = 1): { Body: string }[] =>
  Array.from({ length: count }, () => ({ Body: 'x'.repeat(bytes) }));

describe('batchesOf', () => {
  it('fills batches to their size, in order', () => {
    const five = ['a', 'b', 'c', 'd', 'e'].map((Body) => ({ Body }));
    expect(batchesOf(five, 2)).toEqual([five.slice(0, 2), five.slice(2, 4), five.slice(4)]);
  });

  it('begins another batch before the payload exceeds 6 MB', () => {
    expect(batchesOf(messages(8, MB), 10).map(({ length }) => length)).toEqual([5, 3]);
    expect(batchesOf(messages(2, 7 * MB), 10).map(({ length }) => length)).toEqual([1, 1]);
  });
});

describe('isFull', () => {
  it('is so at the batch size and at 6 MB', () => {
    expect([isFull(messages(2), 3), isFull(messages(3), 3)]).toEqual([false, true]);
    expect([isFull(messages(5, MB), 10), isFull(messages(6, MB), 10)]).toEqual([false, true]);
  });
});

import { failedItems } from '../../../local/event-sources/item-failures';

describe('failedItems', () => {
  const ids = new Set(['a', 'b']);
  const of = (result: unknown): unknown =>
    failedItems({ isError: false, payload: JSON.stringify(result) }, ids);

  it.each([[null], [{}], [{ batchItemFailures: [] }], [{ batchItemFailures: null }]])(
    'takes %j as success',
    (result) => {
      expect(of(result)).toEqual(new Set());
    },
  );

  it('names the messages that failed', () => {
    expect(of({ batchItemFailures: [{ itemIdentifier: 'b' }] })).toEqual(new Set(['b']));
  });

  it.each([
    ['text'],
    [{ batchItemFailures: [{ itemIdentifier: '' }] }],
    [{ batchItemFailures: [{ itemIdentifier: null }] }],
    [{ batchItemFailures: [{ wrongKey: 'a' }] }],
    [{ batchItemFailures: [{ itemIdentifier: 'unknown' }] }],
    [{ batchItemFailures: 'a' }],
  ])('takes %j as the failure of all', (result) => {
    expect(of(result)).toBe('all');
  });

  it('takes an error as the failure of all', () => {
    expect(failedItems({ isError: true, payload: '{}' }, ids)).toBe('all');
  });
});

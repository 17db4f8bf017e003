import { type Outcome } from '../../../local/functions/invocation';
import { type StreamMappingPlan } from '../../../local/resources/plan';
import { StreamBatch } from '../../../local/streams/stream-batch';
import { type StreamRecord } from '../../../local/streams/stream-reader';

const mapping: StreamMappingPlan = {
  logicalId: 'Mapping',
  streamArn: 'stream',
  functionName: 'f',
  batchSize: 10,
  windowSeconds: 0,
  startingPosition: 'LATEST',
  reportsItemFailures: false,
  bisectsOnError: false,
  maximumRetryAttempts: -1,
  maximumRecordAgeSeconds: -1,
  filters: [],
};

const records = (names: string): StreamRecord[] =>
  names.split('').map((sequenceNumber) => ({ sequenceNumber, arrivedAtMs: 0, event: {} }));

const error: Outcome = { isError: true, payload: '{}' };
const failedAt = (...names: string[]): Outcome => ({
  isError: false,
  payload: JSON.stringify({ batchItemFailures: names.map((itemIdentifier) => ({ itemIdentifier })) }),
});
const done = failedAt();

describe('StreamBatch', () => {
  let invoked: string[];
  let gaveUp: string[];
  let pauses: number[];

  const deliver = async (
    names: string,
    answer: (batch: string, count: number) => Outcome,
    fields: Partial<StreamMappingPlan> = {},
  ): Promise<void> => {
    [invoked, gaveUp, pauses] = [[], [], []];
    const text = (batch: readonly StreamRecord[]): string =>
      batch.map(({ sequenceNumber }) => sequenceNumber).join('');
    await new StreamBatch({
      mapping: { ...mapping, ...fields },
      invoke: (batch) => {
        invoked.push(text(batch));
        return Promise.resolve(answer(text(batch), invoked.length));
      },
      giveUp: (given) => {
        gaveUp.push(`${text(given.records)} ${given.reason} ${given.invokeCount}`);
        return Promise.resolve();
      },
      pause: (milliseconds) => {
        pauses.push(milliseconds);
        return Promise.resolve();
      },
      isStopped: () => false,
      now: () => 60_000,
    }).deliver(records(names));
  };

  it('repeats a whole batch until it succeeds, with longer and longer pauses', async () => {
    await deliver('abc', (_, count) => (count < 4 ? error : done));
    expect(invoked).toEqual(['abc', 'abc', 'abc', 'abc']);
    expect(pauses).toEqual([100, 200, 400]);
  });

  it('gives up after the retries that are allowed', async () => {
    await deliver('abc', () => error, { maximumRetryAttempts: 2 });
    expect(invoked).toHaveLength(3);
    expect(gaveUp).toEqual(['abc RetryAttemptsExhausted 3']);
  });

  it('tries once when no retry is allowed', async () => {
    await deliver('ab', () => error, { maximumRetryAttempts: 0 });
    expect(gaveUp).toEqual(['ab RetryAttemptsExhausted 1']);
  });

  it('goes on at the first record that failed', async () => {
    await deliver('abcd', (batch) => (batch.startsWith('a') ? failedAt('d', 'c') : done), {
      reportsItemFailures: true,
    });
    expect(invoked).toEqual(['abcd', 'cd']);
  });

  it.each([
    ['no sequence number', failedAt('')],
    ['an unknown sequence number', failedAt('x')],
    ['a key that is none', { isError: false, payload: '{"batchItemFailures":[{"wrong":"a"}]}' }],
  ])('takes a report with %s as the failure of all', async (_, outcome) => {
    await deliver('ab', () => outcome, { reportsItemFailures: true, maximumRetryAttempts: 0 });
    expect(gaveUp).toEqual(['ab RetryAttemptsExhausted 1']);
  });

  it('takes any answer as success when failures are not reported', async () => {
    await deliver('ab', () => failedAt('a'));
    expect(invoked).toEqual(['ab']);
  });

  it('halves a batch that fails until the bad record is alone, in order', async () => {
    await deliver('abcd', (batch) => (batch.includes('c') ? error : done), {
      bisectsOnError: true,
      maximumRetryAttempts: 1,
    });
    expect(invoked).toEqual(['abcd', 'ab', 'cd', 'c', 'c', 'd']);
    expect(gaveUp).toEqual(['c RetryAttemptsExhausted 2']);
  });

  it('gives up records that are too old without invoking', async () => {
    await deliver('ab', () => done, { maximumRecordAgeSeconds: 59 });
    expect(invoked).toEqual([]);
    expect(gaveUp).toEqual(['ab MaximumRecordAgeExceeded 0']);
  });
});

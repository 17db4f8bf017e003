import { AsyncInvoker } from '../../../local/functions/async-invoker';
import { type QueueMessage } from '../../../local/functions/async-record';
import { type FunctionTarget } from '../../../local/functions/function-targets';
import { failure, rejected, type Outcome } from '../../../local/functions/invocation';
import { type AsyncConfigPlan, type FunctionPlan } from '../../../local/resources/plan';

const ARN = 'arn:aws:lambda:eu-west-1:000000000000:function:fn';
const done: Outcome = { isError: false, payload: '"done"' };
const failed = failure({ errorType: 'Error', errorMessage: 'no' });
const throttled = rejected({ status: 429, type: 'TooManyRequestsException' }, { message: 'Rate Exceeded.' });

const aTarget = (over: Partial<FunctionPlan> = {}): FunctionTarget => ({
  plan: {
    name: 'fn',
    arn: ARN,
    stackName: 'Main',
    logicalId: 'Fn',
    region: 'eu-west-1',
    codeFolder: '/code',
    handler: 'index.handler',
    runtime: 'nodejs24.x',
    logGroup: '/aws/lambda/fn',
    timeoutSeconds: 3,
    memoryMb: 128,
    environment: {},
    accessKeyId: 'KEY',
    roleArn: 'arn:aws:iam::000000000000:role/fn',
    ...over,
  },
  version: '$LATEST',
  qualifier: '$LATEST',
  arn: ARN,
});

describe('AsyncInvoker', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  const delivered: { queueArn: string; message: QueueMessage }[] = [];
  let runs: { requestId: string; at: number }[] = [];

  /** Adds one event, lets `seconds` go by, and gives the seconds at which the function got it. */
  const deliver = async (
    outcomes: readonly Outcome[],
    seconds: number,
    { target = aTarget(), config = {} }: { target?: FunctionTarget; config?: Partial<AsyncConfigPlan> } = {},
  ): Promise<number[]> => {
    const startedAt = Date.now();
    runs = [];
    delivered.splice(0);
    const invoker = new AsyncInvoker({
      configs: [{ functionName: 'fn', qualifier: '$LATEST', ...config }],
      run: (_, { requestId }) => {
        const outcome = outcomes[Math.min(runs.length, outcomes.length - 1)]!;
        runs.push({ requestId, at: (Date.now() - startedAt) / 1000 });
        return Promise.resolve(outcome);
      },
      deliver: (queueArn, message) => {
        delivered.push({ queueArn, message });
        return Promise.resolve();
      },
    });
    invoker.add(target, { event: '{"a":1}', requestId: 'request-1' });
    await jest.advanceTimersByTimeAsync(seconds * 1000);
    invoker.stop();
    return runs.map(({ at }) => at);
  };

  it('tries an event that fails after one minute and two minutes more, with the same request id', async () => {
    expect(await deliver([failed], 1000)).toEqual([0, 60, 180]);
    expect(new Set(runs.map(({ requestId }) => requestId))).toEqual(new Set(['request-1']));
    expect(delivered).toEqual([]);
  });

  it('tries no more once an event succeeds', async () => {
    expect(await deliver([failed, done], 1000)).toEqual([0, 60]);
  });

  it('tries as often as the configuration says', async () => {
    expect(await deliver([failed], 1000, { config: { retries: 0 } })).toEqual([0]);
  });

  it('tries throttled events with growing waits that do not count as retries', async () => {
    const outcomes = [throttled, throttled, throttled, failed, failed, failed];
    expect(await deliver(outcomes, 1000)).toEqual([0, 1, 3, 7, 67, 187]);
  });

  it('waits at most five minutes between two tries of a throttled event, for six hours', async () => {
    const times = await deliver([throttled], 30_000);
    expect(times.at(-1)! - times.at(-2)!).toBe(300);
    expect(times.at(-1)).toBeGreaterThan(21_000);
    expect(times.at(-1)).toBeLessThanOrEqual(21_600);
  });

  it('gives up an event that is older than it may be', async () => {
    const config = { maxAgeSeconds: 60, onFailureArn: 'arn:failures' };
    expect(await deliver([failed], 1000, { config })).toEqual([0, 60]);
    expect(JSON.parse(delivered[0]!.message.body)).toMatchObject({
      requestContext: { condition: 'EventAgeExceeded', approximateInvokeCount: 2 },
    });
  });

  it('sends what failed to the destination, with the last error', async () => {
    await deliver([failed], 1000, { config: { onFailureArn: 'arn:failures', onSuccessArn: 'arn:done' } });
    expect(delivered.map(({ queueArn }) => queueArn)).toEqual(['arn:failures']);
    expect(JSON.parse(delivered[0]!.message.body)).toEqual({
      version: '1.0',
      timestamp: expect.any(String) as string,
      requestContext: {
        requestId: 'request-1',
        functionArn: `${ARN}:$LATEST`,
        condition: 'RetriesExhausted',
        approximateInvokeCount: 3,
      },
      requestPayload: { a: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
      responsePayload: { errorType: 'Error', errorMessage: 'no' },
    });
  });

  it('sends what succeeded to its own destination', async () => {
    await deliver([done], 1, { config: { onFailureArn: 'arn:failures', onSuccessArn: 'arn:done' } });
    expect(delivered.map(({ queueArn }) => queueArn)).toEqual(['arn:done']);
    expect(JSON.parse(delivered[0]!.message.body)).toMatchObject({
      requestContext: { condition: 'Success', approximateInvokeCount: 1 },
      responseContext: { statusCode: 200, executedVersion: '$LATEST' },
      responsePayload: 'done',
    });
  });

  it('sends the event itself to the dead-letter queue, with the error as attributes', async () => {
    await deliver([failed], 1000, { target: aTarget({ deadLetterArn: 'arn:dead' }) });
    expect(delivered).toEqual([
      {
        queueArn: 'arn:dead',
        message: {
          body: '{"a":1}',
          attributes: {
            RequestID: { DataType: 'String', StringValue: 'request-1' },
            ErrorCode: { DataType: 'Number', StringValue: '200' },
            ErrorMessage: { DataType: 'String', StringValue: failed.payload },
          },
        },
      },
    ]);
  });

  it('gives up at once when the reserved concurrency is 0', async () => {
    const target = aTarget({ deadLetterArn: 'arn:dead', reservedConcurrency: 0 });
    expect(await deliver([throttled], 1000, { target })).toEqual([0]);
    expect(delivered).toHaveLength(1);
  });

  it('tries nothing again that a stop has interrupted', async () => {
    const invoker = new AsyncInvoker({
      configs: [],
      run: () => {
        invoker.stop();
        return Promise.resolve(failed);
      },
      deliver: () => Promise.resolve(),
    });
    invoker.add(aTarget(), { event: '{}', requestId: 'request-1' });
    await jest.advanceTimersByTimeAsync(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});

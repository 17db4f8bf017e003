import { type Runtime } from '../../../local/runtime-options';
import { removeTemporary } from '../temporary-assembly';
import { call, functionAssembly, startFunctions } from './function-runtime';
import { startRuntime } from '../../../local/runtime';

const code = `
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
exports.handler = async (event) => {
  if (event.ms) await sleep(event.ms);
  if (event.size) return 'x'.repeat(event.size);
  return 'done';
};
`;

const throttled = (reason: string): unknown => ({
  isError: true,
  payload: JSON.stringify({ Reason: reason, Type: 'User', message: 'Rate Exceeded.' }),
  rejection: { status: 429, type: 'TooManyRequestsException' },
});

const done = { isError: false, payload: '"done"' };

describe('FunctionHost', () => {
  let runtime: Runtime;

  beforeAll(async () => {
    const functions = {
      Free: { Timeout: 10 },
      Other: {},
      Reserved: { ReservedConcurrentExecutions: 1 },
      Off: { ReservedConcurrentExecutions: 0 },
    };
    runtime = await startFunctions({ code, functions }, { concurrencyLimit: 3 });
  });
  afterAll(async () => {
    await runtime.stop();
    removeTemporary();
  });

  it('throttles what exceeds the concurrency of the account, less what is reserved', async () => {
    const slow = [1, 2].map(() => runtime.invoke('Free', { ms: 300 }));
    expect(await runtime.invoke('Other', {})).toEqual(throttled('ConcurrentInvocationLimitExceeded'));
    expect(await Promise.all(slow)).toEqual([done, done]);
    expect(await runtime.invoke('Other', {})).toEqual(done);
  });

  it('gives a function its reserved concurrency and no more', async () => {
    const slow = [
      runtime.invoke('Free', { ms: 300 }),
      runtime.invoke('Free', { ms: 300 }),
      runtime.invoke('Reserved', { ms: 300 }),
    ];
    expect(await runtime.invoke('Reserved', {})).toEqual(
      throttled('ReservedFunctionConcurrentInvocationLimitExceeded'),
    );
    expect(await Promise.all(slow)).toEqual([done, done, done]);
  });

  it('runs no event of a function whose reserved concurrency is 0', async () => {
    expect(await runtime.invoke('Off', {})).toEqual(
      throttled('ReservedFunctionConcurrentInvocationLimitExceeded'),
    );
  });

  it('fails a response over 6 MB with an error of its own', async () => {
    expect(await runtime.invoke('Free', { size: 6_291_554 })).toMatchObject({ isError: false });
    expect(await call(runtime, 'Free', { size: 6_291_555 })).toEqual({
      errorType: 'Function.ResponseSizeTooLarge',
      errorMessage: 'Response payload size exceeded maximum allowed payload size (6291556 bytes).',
    });
  });

  it('refuses an event over 6 MB', async () => {
    expect(await runtime.invoke('Free', { text: 'x'.repeat(6_291_446) })).toMatchObject({
      rejection: { status: 413, type: 'RequestTooLargeException' },
    });
  });

  it.each([
    [{ AWS_REGION: 'eu-west-1' }, 'Lambda reserves the environment variable AWS_REGION'],
    [{ LONG: 'x'.repeat(4090) }, 'its environment variables exceed the 4 KB'],
  ])('starts no function whose environment Lambda refuses: %.40j', async (Variables, message) => {
    const assembly = functionAssembly({ code, functions: { Wrong: { Environment: { Variables } } } });
    await expect(startRuntime({ assembly, port: 0, webPort: 0 })).rejects.toThrow(message);
  });
});

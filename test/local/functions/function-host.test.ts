import { type Runtime } from '../../../local/runtime-options';
import { startEcho } from '../echo-runtime';

/** What Lambda sets and a function may not. */
const RESERVED = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_FORMAT',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];
/** What Lambda sets and a function may, too. */
const SET_FIRST = ['LANG', 'LD_LIBRARY_PATH', 'NODE_PATH', 'PATH', 'TZ'];
/** What leads the SDK to this runtime and to nothing else of this machine. */
const ONLY_HERE = [
  'AWS_CONFIG_FILE',
  'AWS_EC2_METADATA_DISABLED',
  'AWS_ENDPOINT_URL',
  'AWS_SHARED_CREDENTIALS_FILE',
];

describe('FunctionHost', () => {
  let runtime: Runtime;
  const lines: string[] = [];

  beforeAll(async () => {
    runtime = await startEcho({ log: (line) => lines.push(line) });
  });
  afterAll(() => runtime.stop());

  const run = async (event: Record<string, unknown>, name = 'Tools'): Promise<unknown> => {
    const { payload } = await runtime.invoke(name, event);
    return JSON.parse(payload) as unknown;
  };

  it('gives a function its own environment and nothing of the host', async () => {
    process.env['HOST_SECRET'] = 'secret';
    const env = (await run({ do: 'env' })) as Record<string, string>;
    expect(env).toMatchObject({
      GREETING: 'hello',
      TZ: 'UTC',
      AWS_REGION: 'eu-central-1',
      AWS_LAMBDA_FUNCTION_NAME: 'EchoApi-Tools',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_ENDPOINT_URL: runtime.awsUrl,
      AWS_CONFIG_FILE: '/dev/null',
      _HANDLER: 'tools.handler',
    });
    expect(Object.keys(env).sort()).toEqual([...RESERVED, ...SET_FIRST, ...ONLY_HERE, 'GREETING'].sort());
    expect(env).not.toHaveProperty('HOST_SECRET');
    expect(env).not.toHaveProperty('HOME');
  });

  it('gives the handler the context of Lambda', async () => {
    const context = (await run({ do: 'context' })) as Record<string, unknown>;
    expect(context).toMatchObject({
      functionName: 'EchoApi-Tools',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      invokedFunctionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:EchoApi-Tools',
    });
    expect(context['awsRequestId']).toMatch(/^[0-9a-f-]{36}$/);
    expect(context['remaining']).toBeGreaterThan(0);
  });

  it('uses a warm environment again and starts another only when all are busy', async () => {
    const before = (await run({ do: 'count' })) as number;
    expect(await run({ do: 'count' })).toBe(before + 1);
    const both = await Promise.all([run({ do: 'sleep', ms: 300 }), run({ do: 'sleep', ms: 300 })]);
    expect(both.sort()).toEqual([1, before + 2]);
  });

  it('freezes an environment between events: a timer of one event fires during the next', async () => {
    const own = await startEcho();
    const invoke = async (event: unknown): Promise<unknown> =>
      JSON.parse((await own.invoke('Tools', event)).payload);
    await invoke({ do: 'leaveTimer', ms: 20 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await invoke({ do: 'ticksNow' })).toBe(0);
    expect(await invoke({ do: 'ticks', ms: 50 })).toBe(1);
    await own.stop();
  });

  it('ends an event at the timeout and starts anew', async () => {
    expect(await run({ do: 'sleep', ms: 5000 })).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
      ) as string,
    });
    expect(await run({ do: 'count' })).toEqual(expect.any(Number));
  });

  it('shapes errors as Lambda does', async () => {
    expect(await run({ do: 'throw' })).toEqual({
      errorType: 'OddError',
      errorMessage: 'odd',
      trace: expect.arrayContaining([expect.stringContaining('odd')]) as string[],
    });
    expect(await run({ do: 'throwText' })).toEqual({
      errorType: 'string',
      errorMessage: 'just text',
      trace: [],
    });
  });

  it('ends an environment on what nobody catches', async () => {
    expect(await run({ do: 'rejectLater' })).toMatchObject({
      errorType: 'Runtime.UnhandledPromiseRejection',
    });
    expect(await run({ do: 'crashLater' })).toMatchObject({ errorType: 'OddError', errorMessage: 'late' });
    expect(await run({ do: 'exit' })).toMatchObject({
      errorType: 'Runtime.ExitError',
      errorMessage: expect.stringMatching(/Runtime exited with error: exit status 3$/) as string,
    });
  });

  it('answers null for a result that is undefined and for a promise that never settles', async () => {
    expect(await run({ do: 'nothing' })).toBeNull();
    expect(await run({ do: 'never' })).toBeNull();
  });

  it('reports a handler that cannot be loaded', async () => {
    expect(await run({}, 'Broken')).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
    expect(await run({}, 'Nameless')).toMatchObject({ errorType: 'Runtime.HandlerNotFound' });
  });

  it('runs ES modules', async () => {
    expect(await run({}, 'Esm')).toBe('modern.mjs');
  });

  it('logs the output of a function under its name', async () => {
    await run({ do: 'say', text: 'good morning' });
    expect(lines).toContain('  Tools | good morning');
  });
});

import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Runtime } from '../../../local/runtime-options';
import { type Isolation } from '../../../local/functions/start-sandboxes';
import { eventually } from '../echo-runtime';
import { removeTemporary } from '../temporary-assembly';
import { call, startFunctions } from './function-runtime';

const code = `
const fs = require('node:fs');
let events = 0;
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const tools = {
  count: async () => events,
  env: async () => process.env,
  zone: async () => new Date(2020, 6, 1).getTimezoneOffset(),
  sleep: async ({ ms }) => sleep(ms),
  spin: async () => { for (;;); },
  heap: async () => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); },
  exit: async ({ code }) => process.exit(code),
  reject: async () => { void Promise.reject(new TypeError('nobody listens')); await sleep(500); },
  throwLater: async () => { setTimeout(() => { throw new TypeError('late'); }, 5); await sleep(500); },
  throw: async () => { throw new TypeError('wrong'); },
  circle: async () => { const circle = {}; circle.circle = circle; return circle; },
  timer: async ({ ms }) => void setTimeout(() => (events += 100), ms),
  write: async ({ file }) => fs.writeFileSync(file, 'kept'),
  read: async ({ file }) => fs.readFileSync(file, 'utf8'),
  never: () => new Promise(() => undefined),
  large: async ({ text }) => text.length,
};
exports.handler = (event) => { events += 1; return tools[event.do](event); };
`;

const slowInit = `
const until = Date.now() + Number(process.env.INIT_MS);
while (Date.now() < until);
exports.handler = async () => 'started';
`;

const exitError = (reason: string): unknown => ({
  errorType: 'Runtime.ExitError',
  errorMessage: expect.stringMatching(
    new RegExp(`^RequestId: [0-9a-f-]{36} Error: Runtime exited ${reason}$`),
  ) as string,
});

const isGone = (pid: number): boolean => {
  try {
    return !process.kill(pid, 0);
  } catch {
    return true;
  }
};

describe.each<Isolation>(['thread', 'process'])('ExecutionEnvironment in a %s', (isolation) => {
  let runtime: Runtime;

  beforeAll(async () => {
    const functions = { Tools: { Timeout: 5, MemorySize: 128 }, Quick: { Timeout: 1 } };
    runtime = await startFunctions({ code, functions }, { isolation });
  });
  afterAll(async () => {
    await runtime.stop();
    removeTemporary();
  });

  const run = (event: Record<string, unknown>, name = 'Tools'): Promise<unknown> =>
    call(runtime, name, event);
  const warm = async (): Promise<number> => {
    await run({ do: 'count' });
    return runtime.environments().find(({ state }) => state === 'idle')!.id;
  };
  const living = (id: number) => runtime.environments().find((environment) => environment.id === id);

  it('reuses a warm environment', async () => {
    const before = (await run({ do: 'count' })) as number;
    expect(await run({ do: 'count' })).toBe(before + 1);
  });

  it('is frozen between events: a timer left behind fires during the next one', async () => {
    const before = (await run({ do: 'count' })) as number;
    await run({ do: 'timer', ms: 10 });
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(await run({ do: 'count' })).toBe(before + 2);
    await run({ do: 'sleep', ms: 30 });
    expect(await run({ do: 'count' })).toBe(before + 104);
  });

  it('gives every event a trace id of its own', async () => {
    const [first, second] = [await run({ do: 'env' }), await run({ do: 'env' })] as Record<string, string>[];
    const trace = /^Root=1-[0-9a-f]{8}-[0-9a-f]{24};Parent=[0-9a-f]{16};Sampled=0$/;
    expect(first!['_X_AMZN_TRACE_ID']).toMatch(trace);
    expect(second!['_X_AMZN_TRACE_ID']).not.toBe(first!['_X_AMZN_TRACE_ID']);
    expect(first).not.toHaveProperty('HOME');
  });

  it('is killed at the timeout, even when it never yields', async () => {
    expect(await run({ do: 'spin' }, 'Quick')).toEqual({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringMatching(
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/,
      ) as string,
    });
    expect(await run({ do: 'count' }, 'Quick')).toBe(1);
  });

  it('is aborted when the heap is full', async () => {
    expect(await run({ do: 'heap' })).toEqual(exitError('with error: signal: aborted'));
  });

  it('ends with process.exit', async () => {
    expect(await run({ do: 'exit', code: 3 })).toEqual(exitError('with error: exit status 3'));
    expect(await run({ do: 'exit', code: 0 })).toEqual(exitError('without providing a reason'));
    expect(await run({ do: 'count' })).toBe(1);
  });

  it('keeps the files under /tmp when it ends', async () => {
    const file = join(tmpdir(), `kept-${randomUUID()}`);
    await run({ do: 'write', file });
    await run({ do: 'exit', code: 1 });
    expect(await run({ do: 'read', file })).toBe('kept');
    rmSync(file);
  });

  it('ends with a rejection that nobody handles', async () => {
    expect(await run({ do: 'reject' })).toEqual({
      errorType: 'Runtime.UnhandledPromiseRejection',
      errorMessage: 'TypeError: nobody listens',
      trace: expect.arrayContaining([
        'Runtime.UnhandledPromiseRejection: TypeError: nobody listens',
      ]) as string[],
    });
    expect(await run({ do: 'count' })).toBe(1);
  });

  it('ends with an exception that nobody catches', async () => {
    expect(await run({ do: 'throwLater' })).toMatchObject({ errorType: 'TypeError', errorMessage: 'late' });
    expect(await run({ do: 'count' })).toBe(1);
  });

  it('lives on after an error of the handler', async () => {
    const before = (await run({ do: 'count' })) as number;
    expect(await run({ do: 'throw' })).toEqual({
      errorType: 'TypeError',
      errorMessage: 'wrong',
      trace: expect.arrayContaining(['TypeError: wrong']) as string[],
    });
    expect(await run({ do: 'circle' })).toMatchObject({ errorType: 'Runtime.MarshalError' });
    expect(await run({ do: 'count' })).toBe(before + 3);
  });

  it('answers null once nothing is left to run', async () => {
    expect(await run({ do: 'never' })).toBeNull();
  });

  it('takes large events', async () => {
    expect(await run({ do: 'large', text: 'é'.repeat(2_000_000) })).toBe(2_000_000);
  });

  it('fails its event when it is killed, and the next event starts another', async () => {
    const id = await warm();
    const running = run({ do: 'sleep', ms: 4000 });
    await eventually(() => living(id)?.state === 'busy' || undefined);
    await living(id)!.kill();
    expect(await running).toEqual(exitError('with error: signal: killed'));
    expect(living(id)).toBeUndefined();
    expect(await run({ do: 'count' })).toBe(1);
  });

  it('is passed over when it was killed while idle', async () => {
    const id = await warm();
    await living(id)!.kill();
    expect(await run({ do: 'count' })).toBe(1);
  });

  it('gives no answer while it is paused', async () => {
    const id = await warm();
    const environment = living(id)!;
    environment.pause();
    expect(environment.state).toBe('paused');
    let isDone = false;
    const running = run({ do: 'count' }).then(() => (isDone = true));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(isDone).toBe(false);
    environment.resume();
    expect(await running).toBe(true);
  });

  it('begins anew when its init takes too long, and then has the time of the timeout', async () => {
    const functions = {
      Slow: { Timeout: 3, Environment: { Variables: { INIT_MS: '700' } } },
      Stuck: { Timeout: 1, Environment: { Variables: { INIT_MS: '5000' } } },
    };
    const own = await startFunctions({ code: slowInit, functions }, { isolation, initSeconds: 0.4 });
    expect(await call(own, 'Slow', {})).toBe('started');
    expect(await call(own, 'Stuck', {})).toMatchObject({
      errorType: 'Sandbox.Timedout',
      errorMessage: expect.stringContaining('Task timed out after 1.00 seconds') as string,
    });
    await own.stop();
  });
});

describe('ExecutionEnvironment in a process', () => {
  it('has the time zone of Lambda and leaves nothing behind', async () => {
    const own = await startFunctions(
      { code, functions: { Tools: { Timeout: 5 } } },
      { isolation: 'process' },
    );
    expect(await call(own, 'Tools', { do: 'zone' })).toBe(0);
    const busy = own.invoke('Tools', { do: 'spin' });
    await own.invoke('Tools', { do: 'count' });
    const pids = own.environments().map(({ id }) => id);
    expect(pids).toHaveLength(2);
    await own.stop();
    expect(await busy).toMatchObject({ isError: true });
    expect(pids.every(isGone)).toBe(true);
  });
});

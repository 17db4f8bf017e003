import { FunctionPool } from '../../../local/functions/function-pool';
import { type Environment, type Outcome } from '../../../local/functions/invocation';

/** An environment that is ready, and done with its event, when the test says so. */
class ManualEnvironment implements Environment {
  isAlive = true;
  readonly state = 'idle';
  readonly id = 1;
  readonly session = 'session';
  start: () => void = () => undefined;
  finish: () => void = () => undefined;
  readonly ready = new Promise<undefined>((resolve) => (this.start = () => resolve(undefined)));

  invoke(): Promise<Outcome> {
    return new Promise((resolve) => (this.finish = () => resolve({ isError: false, payload: 'null' })));
  }

  kill(): Promise<void> {
    return this.stop();
  }

  pause(): void {
    // Nothing runs here.
  }

  resume(): void {
    // Nothing runs here.
  }

  stop(): Promise<void> {
    this.isAlive = false;
    this.finish();
    return Promise.resolve();
  }
}

describe('FunctionPool', () => {
  const environments: ManualEnvironment[] = [];
  const start = (): ManualEnvironment => {
    environments.push(new ManualEnvironment());
    return environments.at(-1)!;
  };
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const invoke = (pool: FunctionPool, count: number): Promise<Outcome>[] =>
    Array.from({ length: count }, () =>
      pool.invoke({ requestId: '1', event: '{}', functionArn: '', traceId: '' }),
    );

  beforeEach(() => environments.splice(0));

  it('starts no more environments at a time than it may, and goes on when one is ready', async () => {
    const pool = new FunctionPool({ timeoutSeconds: 3, start, maxStarting: 2, patienceMs: 0 });
    void Promise.all(invoke(pool, 5));
    await settle();
    expect(environments).toHaveLength(2);
    environments[0]!.start();
    await settle();
    expect(environments).toHaveLength(3);
    await pool.stop();
  });

  it('hands waiting events to the environments that run rather than to new ones', async () => {
    const pool = new FunctionPool({ timeoutSeconds: 3, start, maxStarting: 1, patienceMs: 60_000 });
    const outcomes = invoke(pool, 3);
    const [first] = environments;
    first!.start();
    for (let event = 0; event < 3; event++) {
      await settle();
      first!.finish();
    }
    expect(await Promise.all(outcomes)).toHaveLength(3);
    expect(environments).toHaveLength(1);
    await pool.stop();
  });

  it('starts another for an event that has waited a while for the one at work', async () => {
    const pool = new FunctionPool({ timeoutSeconds: 3, start, maxStarting: 1, patienceMs: 20 });
    void Promise.all(invoke(pool, 2));
    environments[0]!.start();
    await settle();
    expect(environments).toHaveLength(1);
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(environments).toHaveLength(2);
    await pool.stop();
  });

  it('starts another at once when those at work run old code', async () => {
    const pool = new FunctionPool({ timeoutSeconds: 3, start, patienceMs: 60_000 });
    void Promise.all(invoke(pool, 1));
    environments[0]!.start();
    await settle();
    pool.renew();
    void Promise.all(invoke(pool, 1));
    expect(environments).toHaveLength(2);
    await pool.stop();
  });

  it('ends outdated environments, those at work after their event', async () => {
    const pool = new FunctionPool({ timeoutSeconds: 3, start, maxStarting: 2 });
    const both = invoke(pool, 2);
    for (const environment of environments) environment.start();
    await settle();
    const [idle, busy] = environments;
    idle!.finish();
    await both[0];
    pool.renew();
    expect([idle!.isAlive, busy!.isAlive]).toEqual([false, true]);
    busy!.finish();
    await both[1];
    expect(busy!.isAlive).toBe(false);
    void Promise.all(invoke(pool, 1));
    expect(environments).toHaveLength(3);
    await pool.stop();
  });

  it('lets events wait when it has as many environments as it may', async () => {
    const pool = new FunctionPool({ timeoutSeconds: 3, start, maxEnvironments: 1, maxStarting: 5 });
    void Promise.all(invoke(pool, 3));
    environments[0]!.start();
    await settle();
    expect(environments).toHaveLength(1);
    await pool.stop();
  });
});

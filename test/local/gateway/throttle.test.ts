import { removeTemporary } from '../temporary-assembly';
import { RunningGateway, type Setting } from './running-gateway';

const limit = (ThrottlingBurstLimit: number, ThrottlingRateLimit = 0.01): Record<string, number> => ({
  ThrottlingBurstLimit,
  ThrottlingRateLimit,
});

const routes = {
  $connect: { function: 'connect' },
  $disconnect: { function: 'disconnect' },
  one: { function: 'f', responds: true },
  two: { function: 'f', responds: true },
};

const OK = { statusCode: 200, body: 'ok' };

describe('Throttle', () => {
  let gateway: RunningGateway;
  const start = async (stage: Record<string, unknown>, options: Setting['options'] = {}): Promise<void> => {
    gateway = await RunningGateway.start({ routes, stage, functions: { f: () => OK }, options });
  };
  afterEach(() => gateway.stop());
  afterAll(removeTemporary);

  it('is 429 at the handshake, before anything is invoked', async () => {
    await start({ DefaultRouteSettings: limit(1) });
    expect([await gateway.status(), await gateway.status()]).toEqual([101, 429]);
    expect(gateway.eventsOf('connect')).toHaveLength(1);
  });

  it('is 429 on every handshake with limits of zero', async () => {
    await start({ DefaultRouteSettings: limit(0, 0) });
    expect(await gateway.status()).toBe(429);
  });

  it('lets the limits of a route replace those of the stage', async () => {
    await start({ DefaultRouteSettings: limit(0), RouteSettings: { $connect: limit(2) } });
    expect([await gateway.status(), await gateway.status(), await gateway.status()]).toEqual([101, 101, 429]);
  });

  it('answers a message over the limit with a frame and keeps the socket open', async () => {
    await start({ RouteSettings: { one: limit(1) } });
    const { client, id } = await gateway.openWithId();
    expect(await client.request({ action: 'one' })).toBe('ok');
    expect(await client.request({ action: 'one' })).toMatch(
      new RegExp(`^{"message": "Too Many Requests", "connectionId":"${id}", "requestId":"[\\w-]{15}="}$`),
    );
    expect(await client.request({ action: 'two' })).toBe('ok');
    expect(gateway.eventsOf('f')).toHaveLength(2);
    await client.close();
  });

  it('shares the limit of the stage among the routes that have none of their own', async () => {
    await start({ DefaultRouteSettings: limit(2), RouteSettings: { two: limit(1) } });
    const client = await gateway.open();
    const frames: string[] = [];
    for (const action of ['one', 'one', 'two']) frames.push(await client.request({ action }));
    expect(frames).toEqual(['ok', expect.stringContaining('Too Many Requests'), 'ok']);
    await client.close();
  });

  it('fills up with time', async () => {
    await start({ RouteSettings: { one: limit(1, 1) } });
    const client = await gateway.open();
    expect(await client.request({ action: 'one' })).toBe('ok');
    expect(await client.request({ action: 'one' })).toContain('Too Many Requests');
    await new Promise((resolve) => setTimeout(resolve, 1100));
    expect(await client.request({ action: 'one' })).toBe('ok');
    await client.close();
  });

  it('counts handshakes, messages and calls of @connections against the account', async () => {
    await start({}, { quotas: { requestsPerSecond: 0.01, requestBurst: 3 } });
    const { client, id } = await gateway.openWithId();
    expect(await client.request({ action: 'one' })).toBe('ok');
    const post = (): Promise<Response> => gateway.connections('POST', encodeURIComponent(id), { body: 'x' });
    expect((await post()).status).toBe(200);
    expect(await client.nextFrame()).toBe('x');
    const refused = await post();
    expect([refused.status, refused.headers.get('x-amzn-errortype'), await refused.text()]).toEqual([
      429,
      'LimitExceededException',
      '',
    ]);
    expect(await client.request({ action: 'unknown' })).toContain('Too Many Requests');
    expect(await gateway.status()).toBe(429);
    await client.close();
  });

  it('opens no more connections a second than the account may', async () => {
    await start({}, { quotas: { newConnectionsPerSecond: 3 } });
    const statuses = await Promise.all(Array.from({ length: 5 }, () => gateway.status()));
    expect(statuses.sort()).toEqual([101, 101, 101, 429, 429]);
  });
});

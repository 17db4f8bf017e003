import { eventually, type Client } from '../echo-runtime';
import { removeTemporary } from '../temporary-assembly';
import { RunningGateway, type Event, type Setting } from './running-gateway';

const KB = 1024;
const MINUTE_MS = 60_000;

const routes = { $disconnect: { function: 'disconnect' }, $default: { function: 'message', responds: true } };

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Sends one message as frames of the given sizes. */
const sendFrames = (client: Client, sizes: readonly number[], binary = false): void => {
  for (const [index, size] of sizes.entries())
    client.socket.send('x'.repeat(size), { binary, fin: index === sizes.length - 1 });
};

describe('Gateway', () => {
  let gateway: RunningGateway;
  const start = async (options: Setting['options'] = {}): Promise<void> => {
    const message = ({ body }: Event): unknown => ({
      statusCode: 200,
      body: String((body as string).length),
    });
    gateway = await RunningGateway.start({ routes, functions: { message }, options });
  };
  const closing = async (): Promise<unknown> => {
    const event = await eventually(() => gateway.eventsOf('disconnect')[0]);
    const { disconnectStatusCode, disconnectReason } = event['requestContext'] as Event;
    return [disconnectStatusCode, disconnectReason];
  };
  afterEach(() => {
    jest.useRealTimers();
    return gateway.stop();
  });
  afterAll(removeTemporary);

  it.each([
    ['one frame of 32 kB', [32 * KB]],
    ['128 kB in four frames of 32 kB', [32 * KB, 32 * KB, 32 * KB, 32 * KB]],
    ['40 kB in two frames', [20 * KB, 20 * KB]],
  ])('delivers %s as one message', async (_, sizes) => {
    await start();
    const client = await gateway.open();
    sendFrames(client, sizes);
    expect(await client.nextFrame()).toBe(String(sizes.reduce((sum, size) => sum + size, 0)));
    await client.close();
  });

  it.each([
    ['a frame over 32 kB', [32 * KB + 1]],
    ['a frame over 32 kB inside a fragmented message', [KB, 33 * KB, KB]],
    ['a frame over 32 kB at the end of a fragmented message', [KB, 33 * KB]],
    ['160 kB in frames of 20 kB', Array<number>(8).fill(20 * KB)],
    ['one byte over 128 kB in frames of 32 kB', [...Array<number>(4).fill(32 * KB), 1]],
  ])('closes with 1009 on %s and hands the code to $disconnect', async (_, sizes) => {
    await start();
    const client = await gateway.open();
    sendFrames(client, sizes);
    expect((await eventually(() => client.closed)).code).toBe(1009);
    expect(await closing()).toEqual([1009, expect.any(String)]);
    expect(gateway.eventsOf('message')).toEqual([]);
  });

  it.each([
    ['one frame', [KB]],
    ['several frames', [KB, KB]],
  ])('closes with 1003 on a binary message of %s', async (_, sizes) => {
    await start();
    const client = await gateway.open();
    sendFrames(client, sizes, true);
    expect((await eventually(() => client.closed)).code).toBe(1003);
    expect(await closing()).toEqual([1003, expect.any(String)]);
    expect(gateway.eventsOf('message')).toEqual([]);
  });

  it('takes the last message before a close of the client', async () => {
    await start();
    const client = await gateway.open();
    client.socket.send('last');
    await client.close(1000);
    expect(await eventually(() => gateway.eventsOf('message')[0])).toMatchObject({ body: 'last' });
  });

  it.each([
    ['idle for more than 10 minutes', 10 * MINUTE_MS],
    ['idle for less, but open for 2 hours', 120 * MINUTE_MS],
  ])('closes a connection that is %s, when nobody says otherwise', async (_, afterMs) => {
    jest.useFakeTimers({ now: 0, doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'setTimeout'] });
    await start();
    const client = await gateway.open();
    const isIdle = afterMs === 10 * MINUTE_MS;
    const tick = (ms: number): void => {
      if (!isIdle) for (const connection of gateway.gateway.connections.values()) connection.touch();
      jest.advanceTimersByTime(ms);
    };
    for (let at = 0; at < afterMs; at += MINUTE_MS) tick(MINUTE_MS);
    await pause(20);
    expect(client.closed).toBeUndefined();
    tick(6000);
    expect((await eventually(() => client.closed)).code).toBe(1001);
  });

  it('closes an idle connection with 1001', async () => {
    await start({ idleSeconds: 0.2 });
    const client = await gateway.open();
    expect(await eventually(() => client.closed)).toEqual({ code: 1001, reason: 'Going away' });
    expect(await closing()).toEqual([1001, 'Going away']);
  });

  it('counts messages in both directions as activity', async () => {
    await start({ idleSeconds: 0.3 });
    const sender = await gateway.openWithId();
    const receiver = await gateway.openWithId();
    for (let times = 0; times < 6; times += 1) {
      sender.client.socket.send('x');
      await gateway.connections('POST', encodeURIComponent(receiver.id), { body: 'x' });
      await pause(100);
    }
    expect([sender.client.closed, receiver.client.closed]).toEqual([undefined, undefined]);
    await Promise.all([sender.client.close(), receiver.client.close()]);
  });

  it('answers pings but does not count them as activity', async () => {
    await start({ idleSeconds: 0.3 });
    const client = await gateway.open();
    let pongs = 0;
    client.socket.on('pong', () => (pongs += 1));
    while (!client.closed) {
      if (client.socket.readyState === client.socket.OPEN) client.socket.ping();
      await pause(50);
    }
    expect(pongs).toBeGreaterThan(1);
    expect(client.closed.code).toBe(1001);
  });

  it('closes an old connection with 1001 however active it is', async () => {
    await start({ maxSeconds: 0.3 });
    const client = await gateway.open();
    while (!client.closed) {
      if (client.socket.readyState === client.socket.OPEN) client.socket.send('x');
      await pause(50);
    }
    expect(client.closed).toEqual({ code: 1001, reason: 'Going away' });
  });

  it.each<[string, (client: Client) => unknown, [number, string]]>([
    ['the code and reason of the client', (client) => client.close(4001, 'bye'), [4001, 'bye']],
    ['a tab that was closed', (client) => client.close(1001), [1001, '']],
    [
      'a close without a status',
      (client) => client.close(),
      [1005, 'Client-side close frame status not set'],
    ],
    ['a lost connection', (client) => client.socket.terminate(), [1006, '']],
  ])('hands $disconnect %s', async (_, close, expected) => {
    await start();
    await close(await gateway.open());
    expect(await closing()).toEqual(expected);
  });

  it('hands $disconnect the close of DELETE, and only once', async () => {
    await start();
    const { client, id } = await gateway.openWithId();
    await gateway.connections('DELETE', encodeURIComponent(id));
    expect((await eventually(() => client.closed)).code).toBe(1000);
    await closing();
    await pause(50);
    expect(gateway.eventsOf('disconnect')).toHaveLength(1);
  });

  it('does not tell $disconnect of a connection that $connect refused', async () => {
    gateway = await RunningGateway.start({
      routes: { ...routes, $connect: { function: 'connect' } },
      functions: { connect: () => ({ statusCode: 403 }) },
    });
    expect(await gateway.status()).toBe(403);
    await pause(50);
    expect(gateway.eventsOf('disconnect')).toEqual([]);
  });

  it('drops and delays $disconnect when a test says so', async () => {
    await start();
    gateway.gateway.delivery = { drop: true };
    await (await gateway.open()).close(4001);
    gateway.gateway.delivery = { delayMs: 150 };
    await (await gateway.open()).close(4002);
    await pause(50);
    expect(gateway.eventsOf('disconnect')).toEqual([]);
    expect(await closing()).toEqual([4002, '']);
  });
});

import { rejected, type Outcome } from '../../../local/functions/invocation';
import { eventually } from '../echo-runtime';
import { removeTemporary } from '../temporary-assembly';
import { RunningGateway, planOf, type Setting } from './running-gateway';

const answer = (body: string) => () => ({ statusCode: 200, body });

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const later = (result: unknown): Promise<unknown> =>
  new Promise((resolve) => setTimeout(resolve, 150, result));

describe('handleMessage', () => {
  let gateway: RunningGateway;
  const start = async (setting: Setting): Promise<void> => {
    gateway = await RunningGateway.start(setting);
  };
  afterEach(() => gateway.stop());
  afterAll(removeTemporary);

  it.each([
    [
      '${request.body.service}.${request.body.call.name}',
      { service: 'chat', call: { name: 'send' } },
      'chat.send',
    ],
    ['$request.body.call.name', { call: { name: 'send' } }, 'send'],
    ['v1/${request.body.action}', { action: 'send' }, 'v1/send'],
    ['$request.body.action', { action: 'Send' }, '$default'],
    ['$request.body.action', { action: 'send ' }, '$default'],
    ['$request.body.action', {}, '$default'],
    ['\\$default', { action: 'send' }, '$default'],
    ['always', { action: 'send' }, 'always'],
  ])('routes by %s on %j to %s', async (selection, message, routeKey) => {
    const keys = ['chat.send', 'send', 'v1/send', 'always', '$default'];
    const routes = Object.fromEntries(keys.map((key) => [key, { function: 'f' }]));
    await start({ selection, routes });
    const client = await gateway.open();
    client.socket.send(JSON.stringify(message));
    const event = await eventually(() => gateway.eventsOf('f')[0]);
    expect(event['requestContext']).toMatchObject({ routeKey });
    await client.close();
  });

  it('hands what is not JSON to $default', async () => {
    await start({ routes: { $default: { function: 'f' } } });
    const client = await gateway.open();
    client.socket.send('hi');
    expect((await eventually(() => gateway.eventsOf('f')[0]))['body']).toBe('hi');
    await client.close();
  });

  it('answers Forbidden byte for byte when nothing matches, and leaves the socket open', async () => {
    await start({
      routes: {
        $connect: { function: 'c' },
        $disconnect: { function: 'c' },
        send: { function: 'f', responds: true },
      },
      functions: { f: answer('sent') },
    });
    const { client, id } = await gateway.openWithId();
    for (const message of ['hi', '{"action":"x"}', '{"action":"$connect"}', '{"action":"$disconnect"}']) {
      const frame = await client.request(message);
      const requestId = /"requestId":"([\w-]{15}=)"/.exec(frame)?.[1] ?? 'none';
      expect(frame).toBe(`{"message": "Forbidden", "connectionId":"${id}", "requestId":"${requestId}"}`);
    }
    expect(await client.request({ action: 'send' })).toBe('sent');
    await client.close();
  });

  it('names the request of the event in the frame about its failure', async () => {
    await start({
      routes: { send: { function: 'f' } },
      functions: { f: () => Promise.reject(new Error('no')) },
    });
    const { client, id } = await gateway.openWithId();
    const frame = await client.request({ action: 'send' });
    const { requestId } = gateway.eventsOf('f')[0]!['requestContext'] as { requestId: string };
    expect(frame).toBe(
      `{"message": "Internal server error", "connectionId":"${id}", "requestId":"${requestId}"}`,
    );
    await client.close();
  });

  it('answers Internal server error when Lambda does not take the event, and does not try again', async () => {
    let invocations = 0;
    const invoke = (): Promise<Outcome> => {
      invocations += 1;
      return Promise.resolve(rejected({ status: 429, type: 'TooManyRequestsException' }, {}));
    };
    await start({ routes: { send: { function: 'f' } }, options: { invoke } });
    const { client, id } = await gateway.openWithId();
    const frame = await client.request({ action: 'send' });
    expect(frame).toMatch(`{"message": "Internal server error", "connectionId":"${id}", "requestId":"`);
    expect(await client.request('none')).toContain('Forbidden');
    expect([invocations, client.frames]).toEqual([1, []]);
    await client.close();
  });

  it('invokes a function that failed no second time for the same message', async () => {
    await start({
      routes: { send: { function: 'f' } },
      functions: { f: () => Promise.reject(new Error('no')) },
    });
    const client = await gateway.open();
    await client.request({ action: 'send' });
    await pause(50);
    expect(gateway.eventsOf('f')).toHaveLength(1);
    await client.close();
  });

  it('discards body and status of a route without a response', async () => {
    await start({
      routes: { send: { function: 'f' }, last: { function: 'l', responds: true } },
      functions: { f: () => ({ statusCode: 501, body: 'lost' }), l: answer('last') },
    });
    const client = await gateway.open();
    client.socket.send('{"action":"send"}');
    expect(await client.request({ action: 'last' })).toBe('last');
    await client.close();
  });

  it('needs both the selection expression and a route response to answer', async () => {
    const properties = { RouteResponseSelectionExpression: '$default' };
    await start({
      routes: { send: { function: 'f', properties }, last: { function: 'f', responds: true } },
      functions: { f: ({ body }) => ({ statusCode: 200, body: body as string }) },
    });
    const client = await gateway.open();
    client.socket.send('{"action":"send"}');
    expect(await client.request({ action: 'last' })).toBe('{"action":"last"}');
    await client.close();
  });

  it('answers a timeout with its frame and drops the late result', async () => {
    await start({
      routes: {
        slow: { function: 'slow', integration: { TimeoutInMillis: 50 }, responds: true },
        last: { function: 'last', responds: true },
      },
      functions: {
        slow: () => later({ statusCode: 200, body: 'late' }),
        last: () => later({ statusCode: 200, body: 'last' }),
      },
    });
    const { client, id } = await gateway.openWithId();
    const frame = await client.request({ action: 'slow' });
    expect(frame).toMatch(`{"message": "Endpoint request timed out", "connectionId":"${id}", "requestId":"`);
    expect(await client.request({ action: 'last' })).toBe('last');
    expect(client.frames).toEqual([]);
    await client.close();
  });

  it('invokes for each message at once, whatever the ones before it do', async () => {
    const waiting: ((result: unknown) => void)[] = [];
    await start({
      routes: { send: { function: 'f', responds: true } },
      functions: { f: () => new Promise((resolve) => waiting.push(resolve)) },
    });
    const client = await gateway.open();
    for (const n of [0, 1, 2]) client.socket.send(JSON.stringify({ action: 'send', n }));
    await eventually(() => waiting[2]);
    for (const n of [2, 0, 1]) waiting[n]!({ statusCode: 200, body: String(n) });
    expect([await client.nextFrame(), await client.nextFrame(), await client.nextFrame()]).toEqual([
      '2',
      '0',
      '1',
    ]);
    await client.close();
  });

  it('names at the start what it does not act on, and stops at what it cannot evaluate', async () => {
    await start({ routes: {} });
    const plan = planOf({
      stage: { AccessLogSettings: { Format: 'x' } },
      routes: { send: { properties: { ApiKeyRequired: true } } },
    });
    expect(plan.notRun).toEqual([
      'Stage.AccessLogSettings (AWS::ApiGatewayV2::Stage)',
      'Routesend.ApiKeyRequired (AWS::ApiGatewayV2::Route)',
    ]);
    for (const selection of ['$request.header.x', '$request.body.a[0]', '${context.stage}'])
      expect(() => planOf({ selection, routes: {} })).toThrow(
        'resource Api (AWS::ApiGatewayV2::Api): RouteSelection',
      );
    expect(() =>
      planOf({ routes: { send: { properties: { RouteResponseSelectionExpression: '$request.body.x' } } } }),
    ).toThrow('resource Routesend');
  });
});

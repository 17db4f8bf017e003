import { removeTemporary } from '../temporary-assembly';
import { eventually } from '../echo-runtime';
import { RunningGateway, type Event } from './running-gateway';

const ID = /^[\w-]{15}=$/;
const text: unknown = expect.any(String);
const number: unknown = expect.any(Number);
const id: unknown = expect.stringMatching(ID);

const authorize = (): unknown => ({
  principalId: 'ann',
  policyDocument: { Version: '2012-10-17', Statement: [{ Action: '*', Effect: 'Allow', Resource: '*' }] },
  context: { level: 7, isAdmin: true, name: 'Ann' },
});

const routes = {
  $connect: { function: 'connect' },
  $disconnect: { function: 'disconnect' },
  $default: { function: 'message' },
  send: { function: 'message' },
};

/** What the events of one connection have in common. */
const contextOf = (routeKey: string, eventType: string, apiId: string): Record<string, unknown> => ({
  routeKey,
  eventType,
  extendedRequestId: id,
  requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as unknown,
  messageDirection: 'IN',
  stage: 'test',
  connectedAt: number,
  requestTimeEpoch: number,
  identity: { sourceIp: text },
  requestId: id,
  domainName: `${apiId}.execute-api.eu-west-1.amazonaws.com`,
  connectionId: id,
  apiId,
});

const AUTHORIZED = {
  principalId: 'ann',
  integrationLatency: number,
  level: '7',
  isAdmin: 'true',
  name: 'Ann',
};

const ADDED = ['X-Amzn-Trace-Id', 'X-Forwarded-For', 'X-Forwarded-Port', 'X-Forwarded-Proto'];
const SOCKET = ['Host', 'Sec-WebSocket-Extensions', 'Sec-WebSocket-Key', 'Sec-WebSocket-Version'];

describe('Gateway', () => {
  let gateway: RunningGateway;
  let apiId: string;
  const start = async (stage: Record<string, unknown> = {}): Promise<void> => {
    gateway = await RunningGateway.start({ routes, identitySources: [], stage, functions: { authorize } });
    apiId = gateway.plan.apis[0]!.id;
  };
  const next = (name: string): Promise<Event> => eventually(() => gateway.eventsOf(name)[0]);
  afterEach(() => gateway.stop());
  afterAll(removeTemporary);

  it('hands the authorizer exactly the documented members, with the headers of the hop', async () => {
    await start();
    await (await gateway.open()).close();
    const event = await next('authorize');
    expect(event).toEqual({
      type: 'REQUEST',
      methodArn: `arn:aws:execute-api:eu-west-1:000000000000:${apiId}/test/$connect`,
      headers: expect.any(Object) as unknown,
      multiValueHeaders: expect.any(Object) as unknown,
      queryStringParameters: {},
      multiValueQueryStringParameters: {},
      stageVariables: {},
      requestContext: contextOf('$connect', 'CONNECT', apiId),
    });
    expect(Object.keys(event['headers'] as object).sort()).toEqual(
      ['Connection', 'Upgrade', 'content-length', ...ADDED, ...SOCKET].sort(),
    );
  });

  it('hands $connect exactly the documented members; what is absent is not null', async () => {
    await start();
    await (await gateway.open()).close();
    const event = await next('connect');
    expect(event).toEqual({
      headers: expect.any(Object) as unknown,
      multiValueHeaders: expect.any(Object) as unknown,
      requestContext: { ...contextOf('$connect', 'CONNECT', apiId), authorizer: AUTHORIZED },
      isBase64Encoded: false,
    });
    expect(Object.keys(event['headers'] as object).sort()).toEqual([...ADDED, ...SOCKET].sort());
    expect(event['headers']).toMatchObject({ 'X-Forwarded-Port': '443', 'X-Forwarded-Proto': 'https' });
    expect(Object.keys(event['multiValueHeaders'] as object)).toEqual(
      Object.keys(event['headers'] as object),
    );
  });

  it('keeps the case of header names, repeated values, and the query decoded', async () => {
    await start();
    const { client } = await gateway.openWithId('?a=1&a=b%20c', { heLLo: 'World', 'User-Agent': 'me' });
    const event = await next('connect');
    expect(event).toMatchObject({
      headers: { heLLo: 'World' },
      multiValueHeaders: { heLLo: ['World'] },
      queryStringParameters: { a: 'b c' },
      multiValueQueryStringParameters: { a: ['1', 'b c'] },
      requestContext: { identity: { sourceIp: text, userAgent: 'me' } },
    });
    await client.close();
  });

  it('takes names of headers and of the query that mean something to JavaScript', async () => {
    await start();
    const { client } = await gateway.openWithId('?constructor=1&__proto__=2&__proto__=3', {
      constructor: 'x',
    });
    const query = { constructor: '1', ['__proto__']: '3' };
    const queries = { constructor: ['1'], ['__proto__']: ['2', '3'] };
    for (const event of [await next('authorize'), await next('connect')]) {
      expect(JSON.stringify(event['queryStringParameters'])).toBe(JSON.stringify(query));
      expect(JSON.stringify(event['multiValueQueryStringParameters'])).toBe(JSON.stringify(queries));
      expect(JSON.stringify(event['multiValueHeaders'])).toContain('"constructor":["x"]');
    }
    await client.close();
  });

  it('hands a message exactly the documented members: no headers and no query', async () => {
    await start();
    const { client } = await gateway.openWithId('?a=1');
    client.socket.send('{"action":"send" }');
    expect(await next('message')).toEqual({
      requestContext: { ...contextOf('send', 'MESSAGE', apiId), messageId: id, authorizer: AUTHORIZED },
      body: '{"action":"send" }',
      isBase64Encoded: false,
    });
    await client.close();
  });

  it('names the route that was chosen, not the value of the expression', async () => {
    await start();
    const client = await gateway.open();
    client.socket.send('{"action":"unknown"}');
    expect((await next('message'))['requestContext']).toMatchObject({ routeKey: '$default' });
    await client.close();
  });

  it('hands $disconnect exactly the documented members', async () => {
    await start();
    await (await gateway.open()).close(1000, 'done');
    const headers = {
      Host: `${apiId}.execute-api.eu-west-1.amazonaws.com`,
      'x-api-key': '',
      'X-Forwarded-For': '',
      'x-restapi': '',
    };
    expect(await next('disconnect')).toEqual({
      headers,
      multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
      requestContext: {
        ...contextOf('$disconnect', 'DISCONNECT', apiId),
        authorizer: AUTHORIZED,
        disconnectStatusCode: 1000,
        disconnectReason: 'done',
      },
      isBase64Encoded: false,
    });
  });

  it('ignores what $disconnect answers, and that it fails', async () => {
    for (const disconnect of [() => ({ statusCode: 500 }), () => Promise.reject(new Error('no'))]) {
      gateway = await RunningGateway.start({ routes, functions: { disconnect } });
      expect(await (await gateway.open()).close(1000, 'done')).toEqual({ code: 1000, reason: 'done' });
      await next('disconnect');
      expect(await gateway.status()).toBe(101);
      await eventually(() => gateway.eventsOf('disconnect')[1]);
      expect(gateway.eventsOf('disconnect')).toHaveLength(2);
      await gateway.stop();
    }
  });

  it('carries stage variables on every event of a stage that has some', async () => {
    await start({ StageVariables: { tenant: 'a' } });
    const client = await gateway.open();
    client.socket.send('x');
    await next('message');
    await client.close();
    await next('disconnect');
    expect(gateway.events.map(({ name, event }) => [name, event['stageVariables']])).toEqual(
      ['authorize', 'connect', 'message', 'disconnect'].map((name) => [name, { tenant: 'a' }]),
    );
  });

  it('has one id for a connection and a new one for each request, the same as the extended one', async () => {
    await start();
    const { client, id: connectionId } = await gateway.openWithId();
    client.socket.send('x');
    await next('message');
    await client.close();
    await next('disconnect');
    const contexts = gateway.events.map(({ event }) => event['requestContext'] as Event);
    expect(new Set(contexts.map((context) => context['connectionId'] as string))).toEqual(
      new Set([connectionId]),
    );
    expect(new Set(contexts.map((context) => context['connectedAt'] as number)).size).toBe(1);
    expect(contexts.every((context) => context['requestId'] === context['extendedRequestId'])).toBe(true);
    const times = contexts.map(({ connectedAt, requestTimeEpoch }) => [connectedAt, requestTimeEpoch]);
    expect(times.every(([connected, requested]) => Number(connected) <= Number(requested))).toBe(true);
    expect(new Set(contexts.map((context) => context['requestId'] as string)).size).toBe(contexts.length);
  });

  it('has no authorizer on the events of an API without one', async () => {
    gateway = await RunningGateway.start({ routes });
    await (await gateway.open()).close();
    for (const name of ['connect', 'disconnect'])
      expect((await next(name))['requestContext']).not.toHaveProperty('authorizer');
  });
});

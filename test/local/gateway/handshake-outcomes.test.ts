import { type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { rejected, type Outcome } from '../../../local/functions/invocation';
import { removeTemporary } from '../temporary-assembly';
import { RunningGateway, planOf, type Event, type Functions, type Setting } from './running-gateway';

const allow = (event: Event): unknown => ({
  principalId: 'ann',
  policyDocument: {
    Version: '2012-10-17',
    Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: event['methodArn'] as string }],
  },
});

const policyOf = (...Statement: unknown[]): unknown => ({
  principalId: 'ann',
  policyDocument: { Statement },
});

const statement = (Effect: string, Resource: unknown, more = {}): unknown => ({
  Effect,
  Action: 'execute-api:Invoke',
  Resource,
  ...more,
});

/** The headers with which the gateway answers an accepted handshake. */
const upgradeHeaders = (url: string, protocols: string[] = []): Promise<IncomingMessage['headers']> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url, protocols);
    socket.once('upgrade', ({ headers }) => resolve(headers));
    socket.once('open', () => socket.terminate());
    socket.once('error', reject);
  });

describe('handshake', () => {
  const running: RunningGateway[] = [];
  const start = async (setting: Partial<Setting>): Promise<RunningGateway> => {
    const gateway = await RunningGateway.start({ routes: { $connect: { function: 'connect' } }, ...setting });
    running.push(gateway);
    return gateway;
  };
  const authorizedBy = (
    authorize: Functions[string],
    identitySources: string[] = [],
    stage: Record<string, unknown> = {},
  ): Promise<RunningGateway> => start({ identitySources, stage, functions: { authorize } });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
  });
  afterAll(removeTemporary);

  it('is 401 without asking the authorizer when any identity source is missing or empty', async () => {
    const gateway = await authorizedBy(allow, [
      'route.request.header.X-Token',
      'route.request.querystring.key',
    ]);
    expect(await gateway.status('?key=1')).toBe(401);
    expect(await gateway.status('', { 'x-token': 'a' })).toBe(401);
    expect(await gateway.status('?key=', { 'X-Token': 'a' })).toBe(401);
    expect(gateway.events).toEqual([]);
    expect(await gateway.status('?key=1', { 'x-token': 'a' })).toBe(101);
  });

  it('reads identity sources from the context and the stage variables', async () => {
    const sources = ['context.identity.userAgent', 'stageVariables.tenant'];
    const without = await authorizedBy(allow, sources);
    expect(await without.status('', { 'User-Agent': 'me' })).toBe(401);
    const gateway = await authorizedBy(allow, sources, { StageVariables: { tenant: 'a' } });
    expect(await gateway.status()).toBe(401);
    expect(await gateway.status('', { 'User-Agent': 'me' })).toBe(101);
  });

  it('asks an authorizer without identity sources every time, since results are not cached', async () => {
    const gateway = await authorizedBy(allow);
    expect([await gateway.status(), await gateway.status()]).toEqual([101, 101]);
    expect(gateway.eventsOf('authorize')).toHaveLength(2);
  });

  it.each<[string, (event: Event) => unknown, number]>([
    ['allows', allow, 101],
    ['allows everything', () => policyOf(statement('Allow', '*')), 101],
    [
      'allows with wildcards',
      () => policyOf(statement('Allow', 'arn:aws:execute-api:*:*:*/te?t/$con*')),
      101,
    ],
    ['denies', (event) => policyOf(statement('Deny', event['methodArn'])), 403],
    ['denies what it also allows', () => policyOf(statement('Allow', '*'), statement('Deny', '*')), 403],
    [
      'allows a method and a path only',
      () => policyOf(statement('Allow', 'arn:aws:execute-api:*:*:*/test/*/*')),
      403,
    ],
    ['allows another action', () => policyOf({ Effect: 'Allow', Action: 's3:*', Resource: '*' }), 403],
    ['says nothing', () => policyOf(), 403],
    ['has a condition', () => policyOf(statement('Allow', '*', { Condition: {} })), 500],
    ['has no principal', () => ({ policyDocument: { Statement: [statement('Allow', '*')] } }), 500],
    ['answers like a proxy', () => ({ statusCode: 401 }), 500],
    ['answers nothing', () => undefined, 500],
    [
      'puts an object in the context',
      () => ({ ...(policyOf(statement('Allow', '*')) as object), context: { a: {} } }),
      500,
    ],
    [
      'answers more than 8 kB',
      () => ({ ...(policyOf(statement('Allow', '*')) as object), context: { a: 'x'.repeat(8192) } }),
      500,
    ],
    ['throws Unauthorized', () => Promise.reject(new Error('Unauthorized')), 401],
    ['throws unauthorized in other words', () => Promise.reject(new Error('unauthorized')), 500],
    ['throws anything else', () => Promise.reject(new Error('boom')), 500],
  ])('follows an authorizer that %s', async (_, authorize, status) => {
    const gateway = await authorizedBy(authorize);
    expect(await gateway.status()).toBe(status);
    expect(gateway.eventsOf('connect')).toHaveLength(status === 101 ? 1 : 0);
  });

  it.each<[string, () => unknown, number]>([
    ['answers 200', () => ({ statusCode: 200 }), 101],
    ['answers 201', () => ({ statusCode: 201 }), 101],
    ['answers 301', () => ({ statusCode: 301 }), 301],
    ['answers 401', () => ({ statusCode: 401 }), 401],
    ['answers 501', () => ({ statusCode: 501 }), 501],
    ['throws', () => Promise.reject(new Error('no')), 502],
    ['answers nonsense', () => 'ok', 502],
  ])('follows a $connect function that %s', async (_, connect, status) => {
    const gateway = await start({ functions: { connect } });
    expect(await gateway.status()).toBe(status);
  });

  it('is 500 when Lambda does not take the event of $connect', async () => {
    const invoke = (): Promise<Outcome> =>
      Promise.resolve(rejected({ status: 429, type: 'TooManyRequestsException' }, {}));
    const gateway = await start({ options: { invoke } });
    expect(await gateway.status()).toBe(500);
  });

  it('is 504 when $connect takes longer than its integration may', async () => {
    const gateway = await start({
      routes: { $connect: { function: 'connect', integration: { TimeoutInMillis: 50 } } },
      functions: { connect: () => new Promise((resolve) => setTimeout(resolve, 150, { statusCode: 200 })) },
    });
    expect(await gateway.status()).toBe(504);
  });

  it('opens without a $connect route, and with one that has no integration', async () => {
    expect(await (await start({ routes: {} })).status()).toBe(101);
    expect(await (await start({ routes: { $connect: {} } })).status()).toBe(101);
  });

  it('stays pending until the $connect function is done', async () => {
    let release: (result: unknown) => void = () => undefined;
    const gateway = await start({
      functions: { connect: () => new Promise((resolve) => (release = resolve)) },
    });
    const status = gateway.status();
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([gateway.events.length, gateway.gateway.connections.size]).toEqual([1, 0]);
    release({ statusCode: 200 });
    expect(await status).toBe(101);
  });

  it('passes the subprotocol of the function on and no other header or body', async () => {
    const headers = { 'sec-websocket-protocol': 'b', 'Set-Cookie': 'a=1', 'X-Other': '1' };
    const gateway = await start({ functions: { connect: () => ({ statusCode: 200, headers, body: 'hi' }) } });
    expect(await upgradeHeaders(gateway.url, ['a', 'b'])).toEqual({
      upgrade: 'websocket',
      connection: 'Upgrade',
      'sec-websocket-accept': expect.any(String) as string,
      'sec-websocket-protocol': 'b',
    });
  });

  it('does not echo a subprotocol that the function did not return', async () => {
    const gateway = await start({});
    await expect(gateway.open('', ['a'])).rejects.toThrow('no subprotocol');
  });

  it('does not negotiate compression', async () => {
    const gateway = await start({});
    const client = await gateway.open();
    expect(client.socket.extensions).toBe('');
    expect(gateway.eventsOf('connect')[0]!['headers']).toHaveProperty('Sec-WebSocket-Extensions');
    await client.close();
  });

  it('is 426 for a plain GET and 403 for a stage that does not exist', async () => {
    const gateway = await start({});
    expect((await fetch(gateway.url.replace('ws:', 'http:'))).status).toBe(426);
    expect(await gateway.status('/other')).toBe(403);
    expect(await gateway.status('%2')).toBe(403);
    expect(gateway.events).toEqual([]);
  });

  it('answers a refusal with a JSON message, an error type and a request id', async () => {
    const gateway = await authorizedBy(allow, ['route.request.querystring.key']);
    const refused = new WebSocket(gateway.url);
    refused.on('error', () => undefined);
    const response = await new Promise<IncomingMessage>((resolve) =>
      refused.once('unexpected-response', (_, message) => resolve(message)),
    );
    response.setEncoding('utf8');
    expect(await response.toArray()).toEqual(['{"message":"Unauthorized"}']);
    expect(response.headers).toMatchObject({
      'x-amzn-errortype': 'UnauthorizedException',
      'x-amzn-requestid': expect.stringMatching(/^[\w-]{15}=$/) as string,
    });
  });

  it.each<[string, Partial<Setting>, string]>([
    [
      'an identity source of another kind of API',
      { identitySources: ['method.request.header.Auth'] },
      'resource Auth (AWS::ApiGatewayV2::Authorizer): method.request.header.Auth is no identity source',
    ],
    [
      'an authorizer on another route',
      { routes: { send: { properties: { AuthorizationType: 'CUSTOM', AuthorizerId: 'a' } } } },
      'resource Routesend (AWS::ApiGatewayV2::Route): only $connect can have an authorizer',
    ],
    [
      'a timeout over 29 s',
      { routes: { send: { function: 'f', integration: { TimeoutInMillis: 30_000 } } } },
      'resource RoutesendIntegration (AWS::ApiGatewayV2::Integration): TimeoutInMillis must be between',
    ],
    [
      'a timeout under 50 ms',
      { routes: { send: { function: 'f', integration: { TimeoutInMillis: 49 } } } },
      'resource RoutesendIntegration (AWS::ApiGatewayV2::Integration): TimeoutInMillis must be between 50 and 29000',
    ],
    [
      'IAM authorization',
      { routes: { $connect: { properties: { AuthorizationType: 'AWS_IAM' } } } },
      'authorization AWS_IAM is not supported here',
    ],
  ])('stops the start at %s', (_, setting, message) => {
    expect(() => planOf({ routes: {}, ...setting })).toThrow(message);
  });

  it('waits 29 s for an integration that names no timeout', () => {
    expect(planOf({ routes: { send: { function: 'f' } } }).integrations[0]?.timeoutMs).toBe(29_000);
  });
});

import { type Runtime } from '../../../local/runtime-options';
import { Client, eventually, keptEvent, startEcho } from '../echo-runtime';

describe('handshake', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startEcho();
  });
  afterAll(() => runtime.stop());

  const open = (query: string, protocols?: string[], headers?: Record<string, string>): Promise<Client> =>
    Client.open(`${runtime.socketUrl}${query}`, protocols, headers);

  const openId = async (query: string, headers?: Record<string, string>): Promise<[Client, string]> => {
    const before = new Set(runtime.connectionIds());
    const client = await open(query, [], headers);
    return [client, await eventually(() => runtime.connectionIds().find((id) => !before.has(id)))];
  };

  it.each([
    ['a missing identity source', '', '401'],
    ['an empty identity source', '?token=', '401'],
    ['an authorizer that throws Unauthorized', '?token=unauthorized', '401'],
    ['a policy that denies', '?token=deny', '403'],
    ['a policy for other routes only', '?token=otherRoute', '403'],
    ['an authorizer that crashes', '?token=crash', '500'],
    ['an authorizer that answers no policy', '?token=shapeless', '500'],
    ['a $connect function that answers 401', '?token=allow&status=401', '401'],
    ['a $connect function that answers 301', '?token=allow&status=301', '301'],
    ['a $connect function that throws', '?token=allow&status=throw', '502'],
    ['a $connect function that answers nonsense', '?token=allow&status=malformed', '502'],
  ])('refuses %s', async (_, query, status) => {
    await expect(open(query)).rejects.toThrow(status);
  });

  it('refuses a stage that does not exist with 403 and a plain request with 426', async () => {
    await expect(Client.open(runtime.socketUrl.replace('/test', '/other'))).rejects.toThrow('403');
    expect((await fetch(runtime.socketUrl.replace('ws:', 'http:'))).status).toBe(426);
  });

  it('opens for any 2xx, with an id of 16 characters', async () => {
    const [client, id] = await openId('?token=allow&status=201');
    expect(id).toMatch(/^[\w-]{15}=$/);
    await client.close();
  });

  it('selects a subprotocol only when the function returned it', async () => {
    const client = await open('?token=allow&protocol=chat.v2', ['chat.v1', 'chat.v2']);
    expect(client.socket.protocol).toBe('chat.v2');
    await client.close();
    await expect(open('?token=allow', ['chat.v1'])).rejects.toThrow('no subprotocol');
  });

  it('hands $connect the request as the client wrote it', async () => {
    const [client, id] = await openId('?token=allow&a=1&a=2', { 'X-MiXed': 'Case', 'User-Agent': 'test' });
    const event = await eventually(() => keptEvent(runtime, `connect/${id}`));
    expect(event).toMatchObject({
      headers: { 'X-MiXed': 'Case', 'X-Forwarded-Proto': 'https' },
      multiValueHeaders: { 'X-MiXed': ['Case'] },
      queryStringParameters: { token: 'allow', a: '2' },
      multiValueQueryStringParameters: { a: ['1', '2'] },
      isBase64Encoded: false,
      requestContext: {
        routeKey: '$connect',
        eventType: 'CONNECT',
        messageDirection: 'IN',
        stage: 'test',
        connectionId: id,
        identity: { sourceIp: expect.any(String) as string, userAgent: 'test' },
        authorizer: {
          principalId: 'ann',
          level: '7',
          isAdmin: 'true',
          integrationLatency: expect.any(Number) as number,
        },
        requestTime: expect.stringMatching(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/) as string,
      },
    });
    expect(event['headers']).not.toHaveProperty('Upgrade');
    expect(event['headers']).not.toHaveProperty('Connection');
    expect(event).not.toHaveProperty('body');
    await client.close();
  });

  it('keeps a connection out of reach of @connections until it is open', async () => {
    const [client, id] = await openId('?token=allow&early=1');
    const event = await eventually(() => keptEvent(runtime, `connect/${id}`));
    expect(event['posted']).toEqual({ status: 410, name: 'GoneException' });
    await client.close();
  });

  it('accepts a connection on both names of this machine', async () => {
    const client = await Client.open(`${runtime.socketUrl.replace('localhost', '127.0.0.1')}?token=allow`);
    await client.close();
  });
});

import { type Runtime } from '../../../local/runtime-options';
import { Client, eventually, keptEvent, startEcho } from '../echo-runtime';

describe('Gateway', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startEcho();
  });
  afterAll(() => runtime.stop());

  const open = async (on: Runtime = runtime): Promise<{ client: Client; id: string }> => {
    const before = new Set(on.connectionIds());
    const client = await Client.open(`${on.socketUrl}?token=allow`);
    return { client, id: await eventually(() => on.connectionIds().find((id) => !before.has(id))) };
  };

  it('routes by the selection expression and sends the body of a route with a response', async () => {
    const { client, id } = await open();
    const text = '{"action":"echo","n":1}';
    const event = JSON.parse(await client.request(text)) as Record<string, Record<string, unknown>>;
    expect(Object.keys(event).sort()).toEqual(['body', 'isBase64Encoded', 'requestContext']);
    expect(event['body']).toBe(text);
    expect(event['requestContext']).toMatchObject({
      routeKey: 'echo',
      eventType: 'MESSAGE',
      connectionId: id,
      messageId: expect.stringMatching(/^[\w-]{15}=$/) as string,
      authorizer: { principalId: 'ann', level: '7' },
    });
    await client.close();
  });

  it('answers byte for byte what API Gateway answers to a message without a route', async () => {
    const { client, id } = await open();
    for (const message of ['hi', '{"action":"unknown"}', '{"action":"$disconnect"}']) {
      const frame = await client.request(message);
      const requestId = /"requestId":"([^"]*)"/.exec(frame)?.[1] ?? '';
      expect(requestId).toMatch(/^[\w-]{15}=$/);
      expect(frame).toBe(`{"message": "Forbidden", "connectionId":"${id}", "requestId":"${requestId}"}`);
    }
    await client.close();
  });

  it.each([
    ['fails', { action: 'fail' }, 'Internal server error'],
    ['answers no proxy response', { action: 'malformed' }, 'Internal server error'],
    [
      'answers an error status on a route with a response',
      { action: 'echo', status: 500 },
      'Internal server error',
    ],
    ['takes longer than the integration may', { action: 'slow' }, 'Endpoint request timed out'],
  ])('keeps the socket open when the function %s', async (_, message, error) => {
    const { client } = await open();
    expect(await client.request(message)).toMatch(`{"message": "${error}", "connectionId":"`);
    expect(await client.request({ action: 'echo' })).toContain('"routeKey":"echo"');
    await client.close();
  });

  it('sends nothing for a route without a response', async () => {
    const { client } = await open();
    client.socket.send('{"action":"silent"}');
    expect(await client.request({ action: 'echo', n: 2 })).toContain('\\"n\\":2');
    expect(client.frames).toEqual([]);
    await client.close();
  });

  it('does not make one message wait for another', async () => {
    const { client } = await open();
    client.socket.send('{"action":"slow"}');
    expect(await client.request({ action: 'echo' })).toContain('"routeKey":"echo"');
    expect(await client.nextFrame()).toContain('timed out');
    await client.close();
  });

  it.each([
    ['a binary frame', Buffer.from('{"action":"echo"}'), 1003],
    ['a frame over 32 kB', 'x'.repeat(32 * 1024 + 1), 1009],
    ['a message over 128 kB', 'x'.repeat(128 * 1024 + 1), 1009],
  ])('closes on %s', async (_, data, code) => {
    const { client, id } = await open();
    client.socket.send(data);
    expect((await eventually(() => client.closed)).code).toBe(code);
    const event = await eventually(() => keptEvent(runtime, `disconnect/${id}`));
    expect(event['requestContext']).toMatchObject({ disconnectStatusCode: code });
    expect(client.frames).toEqual([]);
  });

  it('takes a message of 60 kB in frames of 20 kB', async () => {
    const { client } = await open();
    const text = JSON.stringify({ action: 'nothing', pad: 'x'.repeat(60_000) });
    for (let start = 0; start < text.length; start += 20_000) {
      client.socket.send(text.slice(start, start + 20_000), { fin: start + 20_000 >= text.length });
    }
    expect(await client.nextFrame()).toContain('Forbidden');
    await client.close();
  });

  it.each([
    [
      'the code and reason of the client',
      [4001, 'bye'] as const,
      { disconnectStatusCode: 4001, disconnectReason: 'bye' },
    ],
    [
      'its own words for a close without a status',
      [] as const,
      { disconnectStatusCode: 1005, disconnectReason: 'Client-side close frame status not set' },
    ],
  ])('hands $disconnect %s', async (_, [code, reason], expected) => {
    const { client, id } = await open();
    await client.close(code, reason);
    const event = await eventually(() => keptEvent(runtime, `disconnect/${id}`));
    expect(event['requestContext']).toMatchObject({
      eventType: 'DISCONNECT',
      authorizer: { principalId: 'ann' },
      ...expected,
    });
    expect(Object.keys(event['headers']!).sort()).toEqual([
      'Host',
      'X-Forwarded-For',
      'x-api-key',
      'x-restapi',
    ]);
  });

  it('closes idle connections with 1001', async () => {
    const own = await startEcho({ idleSeconds: 0.2 });
    const { client } = await open(own);
    expect((await eventually(() => client.closed)).code).toBe(1001);
    await own.stop();
  });

  it('cuts every socket and drops $disconnect when a test says so', async () => {
    const own = await startEcho();
    const { client, id } = await open(own);
    own.setDisconnectDelivery({ drop: true });
    own.closeConnections();
    expect((await eventually(() => client.closed)).code).toBe(1006);
    own.setDisconnectDelivery({});
    const next = await open(own);
    await next.client.close(1000);
    await eventually(() => keptEvent(own, `disconnect/${next.id}`));
    expect(await keptEvent(own, `disconnect/${id}`)).toBeUndefined();
    await own.stop();
  });
});

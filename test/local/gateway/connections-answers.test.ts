import { eventually } from '../echo-runtime';
import { removeTemporary } from '../temporary-assembly';
import { RunningGateway } from './running-gateway';

const KB = 1024;
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
const UNKNOWN = 'AAAAAAAAAAAAAAA=';

const answerOf = async (response: Response): Promise<unknown[]> => [
  response.status,
  response.headers.get('x-amzn-errortype'),
  await response.text(),
];

describe('ConnectionsApi', () => {
  let gateway: RunningGateway;
  beforeAll(async () => {
    gateway = await RunningGateway.start({ routes: {} });
  });
  afterAll(async () => {
    await gateway.stop();
    removeTemporary();
  });

  const call = (
    method: string,
    id: string,
    init: Parameters<RunningGateway['connections']>[2] = {},
  ): Promise<Response> => gateway.connections(method, encodeURIComponent(id), init);

  it('is 200 for a post, with no body, and delivers it as a text frame', async () => {
    const { client, id } = await gateway.openWithId();
    let isBinaryFrame: boolean | undefined;
    client.socket.on('message', (_, isBinary) => (isBinaryFrame = isBinary));
    const response = await call('POST', id, { body: Buffer.from('héllo') });
    expect(await answerOf(response)).toEqual([200, null, '']);
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(response.headers.get('content-length')).toBe('0');
    expect([await client.nextFrame(), isBinaryFrame]).toEqual(['héllo', false]);
    await client.close();
  });

  it('takes an id with its = raw or percent-encoded', async () => {
    const { client, id } = await gateway.openWithId();
    for (const path of [id, id.replace('=', '%3D')])
      expect((await gateway.connections('POST', path, { body: 'x' })).status).toBe(200);
    await client.close();
  });

  it('is 200 for GET, with the connection as indented JSON', async () => {
    const { client, id } = await gateway.openWithId('', { 'User-Agent': 'me' });
    const response = await call('GET', id);
    const text = await response.text();
    const { connectedAt, lastActiveAt, ...rest } = JSON.parse(text) as Record<string, string>;
    expect(response.status).toBe(200);
    expect(text).toContain('\n  "identity"');
    expect(rest).toEqual({ identity: { sourceIp: expect.any(String) as string, userAgent: 'me' } });
    expect(connectedAt).toMatch(ISO);
    expect(lastActiveAt).toMatch(ISO);
    await client.close();
  });

  it('is 204 for DELETE, without a body or its headers', async () => {
    const { client, id } = await gateway.openWithId();
    const response = await call('DELETE', id);
    expect(await answerOf(response)).toEqual([204, null, '']);
    expect([response.headers.get('content-type'), response.headers.get('content-length')]).toEqual([
      null,
      null,
    ]);
    expect((await eventually(() => client.closed)).code).toBe(1000);
  });

  it.each(['POST', 'GET', 'DELETE'])(
    'is 410 with an empty body for %s to a connection that is gone',
    async (method) => {
      const { client, id } = await gateway.openWithId();
      await client.close();
      await eventually(() => !gateway.gateway.connections.has(id) || undefined);
      for (const gone of [id, UNKNOWN]) {
        const response = await call(method, gone);
        expect(response.headers.get('content-type')).toBe('application/json');
        expect(await answerOf(response)).toEqual([410, 'GoneException', '']);
      }
    },
  );

  it.each(['nonsense', 'AAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAA+=', ''])(
    'is 400 for the malformed id %j',
    async (id) => {
      expect(await answerOf(await call('POST', id, { body: 'x' }))).toEqual([
        400,
        'BadRequestException',
        `{"message":"Invalid connectionId: ${id}"}`,
      ]);
    },
  );

  it('is 400 for an id whose encoding is broken', async () => {
    expect((await gateway.connections('POST', '%E0%A4%A', { body: 'x' })).status).toBe(400);
  });

  it('is 403 for another stage and for an unsigned call', async () => {
    expect(await answerOf(await call('POST', UNKNOWN, { stage: 'other', body: 'x' }))).toEqual([
      403,
      'ForbiddenException',
      '{"message":"Forbidden"}',
    ]);
    expect(await answerOf(await call('POST', UNKNOWN, { headers: {}, body: 'x' }))).toEqual([
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Forbidden"}',
    ]);
  });

  it('delivers 128 kB and is 413 for one byte more', async () => {
    const { client, id } = await gateway.openWithId();
    expect((await call('POST', id, { body: 'x'.repeat(128 * KB) })).status).toBe(200);
    expect((await client.nextFrame()).length).toBe(128 * KB);
    const [status, type, body] = await answerOf(await call('POST', id, { body: 'x'.repeat(128 * KB + 1) }));
    expect([status, type]).toEqual([413, 'PayloadTooLargeException']);
    expect(JSON.parse(body as string)).toEqual({ message: expect.any(String) as string });
    await client.close();
  });

  it('is 429 when the client does not read', async () => {
    const { client, id } = await gateway.openWithId();
    client.socket.pause();
    const post = (): Promise<Response> => call('POST', id, { body: 'x'.repeat(128 * KB) });
    const refused = await eventually(async () => {
      const response = await post();
      return response.status === 200 ? undefined : response;
    });
    expect(await answerOf(refused)).toEqual([429, 'LimitExceededException', '']);
    client.socket.terminate();
  });

  it('carries request ids and a trace id on every answer, but no trace id on the 400', async () => {
    const { client, id } = await gateway.openWithId();
    const headers = async (method: string, to: string): Promise<unknown[]> => {
      const response = await call(method, to);
      return ['x-amzn-requestid', 'x-amz-apigw-id', 'x-amzn-trace-id'].map((name) =>
        response.headers.has(name),
      );
    };
    expect(await headers('POST', id)).toEqual([true, true, true]);
    expect(await headers('GET', id)).toEqual([true, true, true]);
    expect(await headers('POST', UNKNOWN)).toEqual([true, true, true]);
    expect(await headers('POST', 'nonsense')).toEqual([true, true, false]);
    expect(await headers('DELETE', id)).toEqual([true, true, true]);
    await eventually(() => client.closed);
  });

  it('is 410 while $connect runs', async () => {
    const statuses: number[] = [];
    const own = await RunningGateway.start({
      routes: { $connect: { function: 'connect' } },
      functions: {
        connect: async ({ requestContext }) => {
          const { connectionId } = requestContext as { connectionId: string };
          const { status } = await own.connections('POST', encodeURIComponent(connectionId), { body: 'x' });
          statuses.push(status);
          return { statusCode: 200 };
        },
      },
    });
    expect(await own.status()).toBe(101);
    expect(statuses).toEqual([410]);
    await own.stop();
  });
});

import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { eventually } from '../echo-runtime';
import { removeTemporary } from '../temporary-assembly';
import { RunningGateway } from './running-gateway';

const credentials = { accessKeyId: 'TEST', secretAccessKey: 'test' };
const UNKNOWN = 'AAAAAAAAAAAAAAA=';

interface Seen {
  readonly path: string | undefined;
  readonly type: string | undefined;
}

/** Passes the calls of an SDK client on to a gateway and keeps what they were on the wire. */
class Wire {
  readonly seen: Seen[] = [];
  private readonly server: Server = createServer();

  async start(gateway: RunningGateway): Promise<string> {
    this.server.on('request', (request, response) => {
      const { url = '', headers } = request;
      this.seen.push({ path: url, type: headers['content-type'] });
      const [stage = '', path = ''] = url.slice(1).split('/@connections/');
      const { authorization = '' } = headers;
      void request.toArray().then(async (chunks: Buffer[]) => {
        const init = { method: request.method ?? '', headers: { authorization }, stage };
        const answer = await gateway.connections(init.method, path, {
          ...init,
          ...(init.method === 'POST' && { body: Buffer.concat(chunks) }),
        });
        response.writeHead(answer.status, [...answer.headers].flat());
        response.end(Buffer.from(await answer.arrayBuffer()));
      });
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

describe('ConnectionsApi for the SDK', () => {
  let gateway: RunningGateway;
  let wire: Wire;
  let url: string;
  let sdk: ApiGatewayManagementApiClient;
  const start = async (stage = 'test', quotas = {}): Promise<void> => {
    gateway = await RunningGateway.start({ routes: {}, options: { quotas } });
    wire = new Wire();
    url = await wire.start(gateway);
    sdk = new ApiGatewayManagementApiClient({
      region: 'eu-west-1',
      credentials,
      endpoint: `${url}/${stage}`,
    });
  };
  afterEach(async () => {
    sdk.destroy();
    wire.stop();
    await gateway.stop();
  });
  afterAll(removeTemporary);

  const post = (ConnectionId: string, Data = 'x'): Promise<unknown> =>
    sdk.send(new PostToConnectionCommand({ ConnectionId, Data }));

  it('understands its paths: @ as it is, the id encoded, a body of bytes', async () => {
    await start();
    const { client, id } = await gateway.openWithId();
    await post(id, 'hello');
    expect(await client.nextFrame()).toBe('hello');
    expect(wire.seen).toEqual([
      { path: `/test/@connections/${encodeURIComponent(id)}`, type: 'application/octet-stream' },
    ]);
    expect(wire.seen[0]!.path).toMatch(/%3D$/);
    const { ConnectedAt, Identity } = await sdk.send(new GetConnectionCommand({ ConnectionId: id }));
    expect(ConnectedAt).toBeInstanceOf(Date);
    expect(Identity).toMatchObject({ SourceIp: expect.any(String) as string });
    await sdk.send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect((await eventually(() => client.closed)).code).toBe(1000);
  });

  it.each([
    ['is gone', 'test', UNKNOWN, 'GoneException'],
    ['is malformed', 'test', 'nonsense', 'BadRequestException'],
    ['belongs to another stage', 'other', UNKNOWN, 'ForbiddenException'],
  ])('names the error about a connection that %s, which is tried once', async (...[, stage, id, name]) => {
    await start(stage);
    await expect(post(id)).rejects.toMatchObject({ name });
    expect(wire.seen).toHaveLength(1);
  });

  it('names the error about too much data, which is tried once', async () => {
    await start();
    const { client, id } = await gateway.openWithId();
    await expect(post(id, 'x'.repeat(131_073))).rejects.toMatchObject({ name: 'PayloadTooLargeException' });
    expect(wire.seen).toHaveLength(1);
    await client.close();
  });

  it('is tried three times when it throttles', async () => {
    await start('test', { requestsPerSecond: 0.0001, requestBurst: 1 });
    const { client, id } = await gateway.openWithId();
    await expect(post(id)).rejects.toMatchObject({ name: 'LimitExceededException' });
    expect(wire.seen).toHaveLength(3);
    await client.close();
  });

  it('is found by AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI, unless the code names an endpoint', async () => {
    await start();
    const { client, id } = await gateway.openWithId();
    process.env['AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI'] = `${url}/test`;
    const found = new ApiGatewayManagementApiClient({ region: 'eu-west-1', credentials });
    await found.send(new PostToConnectionCommand({ ConnectionId: id, Data: 'found' }));
    expect(await client.nextFrame()).toBe('found');
    process.env['AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI'] = `${url}/other`;
    await post(id, 'named');
    expect(await client.nextFrame()).toBe('named');
    delete process.env['AWS_ENDPOINT_URL_APIGATEWAYMANAGEMENTAPI'];
    found.destroy();
    await client.close();
  });
});

describe('an SDK client with a time limit for an answer', () => {
  it('only warns when it is over, unless throwOnRequestTimeout says to fail', async () => {
    const slow = createServer((_, response) => setTimeout(() => response.end(), 200));
    await once(slow.listen(0, '127.0.0.1'), 'listening');
    const endpoint = `http://127.0.0.1:${(slow.address() as AddressInfo).port}/test`;
    const post = async (throwOnRequestTimeout: boolean): Promise<number | undefined> => {
      const sdk = new ApiGatewayManagementApiClient({
        region: 'eu-west-1',
        credentials,
        endpoint,
        maxAttempts: 1,
        requestHandler: {
          requestTimeout: 20,
          throwOnRequestTimeout,
          logger: { ...console, warn: () => undefined },
        },
      });
      const command = new PostToConnectionCommand({ ConnectionId: UNKNOWN, Data: 'x' });
      const { $metadata } = await sdk.send(command).finally(() => sdk.destroy());
      return $metadata.httpStatusCode;
    };
    expect(await post(false)).toBe(200);
    await expect(post(true)).rejects.toMatchObject({ name: 'TimeoutError' });
    slow.close();
    slow.closeAllConnections();
  });
});

import { type AddressInfo, createServer } from 'node:net';
import {
  ApiGatewayManagementApiClient,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { mockClient } from 'aws-sdk-client-mock';
import { GatewaySocketPoster } from '../../../lambda/delivery/socket-poster';
import { aSocket } from '../../support/chat-world';
import { type GatewayServer, refuse, startGatewayServer } from '../../support/gateway-server';
import { ManualRuntime } from '../../support/memory-stores';

const environment = { AWS_REGION: 'us-east-1', AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' };

describe('GatewaySocketPoster', () => {
  const before = { ...process.env };
  let gateway: GatewayServer;
  let poster: GatewaySocketPoster;
  let runtime: ManualRuntime;
  const held: (() => void)[] = [];

  beforeAll(async () => {
    Object.assign(process.env, environment);
    gateway = await startGatewayServer({
      'gone=': refuse(410, 'GoneException'),
      'forbidden=': refuse(403, 'ForbiddenException'),
      'throttled=': refuse(429, 'LimitExceededException'),
      'broken=': refuse(500, 'InternalServerErrorException'),
      'away=': refuse(503, 'ServiceUnavailable'),
      'silent=': () => undefined,
      'stalled=': (response) => response.writeHead(200, { 'content-length': '10' }).write('{'),
      'held=': (response) => {
        held.push(() => response.end());
        if (held.length === 150) for (const release of held) release();
      },
    });
  });
  afterAll(async () => {
    process.env = before;
    await gateway.stop();
  });
  beforeEach(() => {
    runtime = new ManualRuntime();
    poster = new GatewaySocketPoster(runtime);
    gateway.requests.length = 0;
  });

  const to = (connectionId: string, callbackUrl = gateway.callbackUrl) =>
    aSocket({ userId: 'bob', connectionId, callbackUrl });
  const post = (connectionId: string, callbackUrl?: string) =>
    poster.post(to(connectionId, callbackUrl), '{}');

  async function timed<T>(work: Promise<T>): Promise<[T, number]> {
    const startedAt = performance.now();
    return [await work, performance.now() - startedAt];
  }

  it('posts the frame to the connection', async () => {
    let body = '';
    const own = await startGatewayServer({
      'bob=': (response, request) =>
        request.on('data', (part: Buffer) => (body += part.toString())).on('end', () => response.end()),
    });
    expect(await poster.post(to('bob=', own.callbackUrl), '{"type":"message"}')).toBe('delivered');
    await own.stop();
    expect(own.requests).toEqual(['POST bob=']);
    expect(body).toBe('{"type":"message"}');
  });

  it.each([
    ['delivered', 'bob=', 'post_delivered', 0],
    ['gone', 'gone=', 'post_gone', 0],
    ['failed', 'forbidden=', 'post_failed', 1],
    ['failed', 'throttled=', 'post_throttled', 0],
    ['failed', 'broken=', 'post_failed', 1],
    ['failed', 'away=', 'post_failed', 1],
  ])('says %s of the socket %s after one attempt, and counts it', async (outcome, connectionId, ...noted) => {
    expect(await post(connectionId)).toBe(outcome);
    expect(gateway.requests).toEqual([`POST ${connectionId}`]);
    expect([runtime.counts, runtime.reports.length]).toEqual([[noted[0]], noted[1]]);
  });

  it('says failed when nobody is there', async () => {
    const { callbackUrl, stop } = await startGatewayServer({});
    await stop();
    expect(await post('bob=', callbackUrl)).toBe('failed');
  });

  it.each(['silent=', 'stalled='])('gives up the socket %s after one second', async (connectionId) => {
    const [outcome, tookMs] = await timed(post(connectionId));
    expect(outcome).toBe('failed');
    expect(tookMs).toBeGreaterThan(900);
    expect(tookMs).toBeLessThan(1500);
    expect(gateway.requests).toHaveLength(1);
  });

  it('gives up a gateway that does not even greet after one second', async () => {
    const blackHole = createServer();
    await new Promise<void>((resolve) => blackHole.listen(0, '127.0.0.1', resolve));
    const { port } = blackHole.address() as AddressInfo;
    const [outcome, tookMs] = await timed(post('bob=', `https://127.0.0.1:${port}/dev`));
    blackHole.close();
    expect(outcome).toBe('failed');
    expect(tookMs).toBeLessThan(1500);
  });

  it('has the others delivered at once while sixty sockets do not answer', async () => {
    const dead = Array.from({ length: 60 }, () => post('silent='));
    const [outcomes, tookMs] = await timed(Promise.all(Array.from({ length: 60 }, () => post('bob='))));
    expect(new Set(outcomes)).toEqual(new Set(['delivered']));
    expect(tookMs).toBeLessThan(800);
    expect(new Set(await Promise.all(dead))).toEqual(new Set(['failed']));
  });

  it('posts to three devices of each of 50 users at the same time', async () => {
    const outcomes = await Promise.all(Array.from({ length: 150 }, () => post('held=')));
    expect(new Set(outcomes)).toEqual(new Set(['delivered']));
  });

  // jest's Error is not that of node:http, so the SDK would hide the code of a real one here.
  describe('over an idle connection that the gateway has closed', () => {
    const reset = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    const stub = () => mockClient(ApiGatewayManagementApiClient);
    let api: ReturnType<typeof stub>;
    beforeAll(() => (api = stub()));
    afterEach(() => api.reset());
    afterAll(() => api.restore());

    it('posts anew at once', async () => {
      api.on(PostToConnectionCommand).rejectsOnce(reset).resolves({});
      expect(await post('bob=')).toBe('delivered');
      const [first, second] = api.commandCalls(PostToConnectionCommand);
      expect(second?.args[0].input).toEqual(first?.args[0].input);
    });

    it('does so once only', async () => {
      api.on(PostToConnectionCommand).rejects(reset);
      expect(await post('bob=')).toBe('failed');
      expect(api.commandCalls(PostToConnectionCommand)).toHaveLength(2);
    });
  });

  it('closes a socket, and one that is gone without error', async () => {
    await expect(poster.close(to('bob='))).resolves.toBeUndefined();
    await expect(poster.close(to('gone='))).resolves.toBeUndefined();
    expect(gateway.requests).toEqual(['DELETE bob=', 'DELETE gone=']);
  });

  it.each(['throttled=', 'silent='])('throws when the socket %s cannot be closed', async (connectionId) => {
    await expect(poster.close(to(connectionId))).rejects.toThrow();
  });
});

import { type AddressInfo } from 'node:net';
import { createServer, type Server } from 'node:http';
import { developmentIdentity } from '../../web/session/development-identity';

let status = 200;
let server: Server;
let tokenUrl: string;
const bodies: string[] = [];

beforeAll(async () => {
  const stored = new Map<string, string>();
  const sessionStorage = { setItem: (key: string, value: string) => stored.set(key, value) };
  Object.defineProperty(globalThis, 'sessionStorage', { value: sessionStorage, configurable: true });
  server = createServer((request, response) => {
    request.on('data', (data) => bodies.push(String(data)));
    request.on('end', () => {
      if (status !== 0) response.writeHead(status).end(JSON.stringify({ token: 'a-token' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  tokenUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/dev/token`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
afterEach(() => jest.restoreAllMocks());

describe('developmentIdentity', () => {
  it('asks for a token under the name', async () => {
    status = 200;
    expect(await developmentIdentity('alice', tokenUrl).token()).toBe('a-token');
    expect(bodies.splice(0)).toEqual(['{"userId":"alice"}']);
  });

  it('takes no token from a failure', async () => {
    status = 503;
    await expect(developmentIdentity('alice', tokenUrl).token()).rejects.toThrow('503');
  });

  it('waits no longer for a token than the client does', async () => {
    status = 0;
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    const limits = jest.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(50));
    await expect(developmentIdentity('alice', tokenUrl).token()).rejects.toThrow('timeout');
    expect(limits).toHaveBeenCalledWith(10_000);
  });
});

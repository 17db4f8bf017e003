import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { readBody } from '../../local/read-body';

describe('readBody', () => {
  let server: Server;
  beforeEach(async () => {
    server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const post = async (...chunks: string[]): Promise<IncomingMessage> => {
    const received = once(server, 'request') as Promise<[IncomingMessage]>;
    const { port } = server.address() as AddressInfo;
    const sent = request({ port, host: '127.0.0.1', method: 'POST' });
    sent.on('error', () => undefined);
    for (const chunk of chunks) sent.write(chunk);
    sent.end();
    return (await received)[0];
  };

  it('gives the whole body, and an empty one for a request without', async () => {
    expect((await readBody(await post('one ', 'two')))?.toString()).toBe('one two');
    expect((await readBody(await post()))?.toString()).toBe('');
  });

  it('gives a body as long as allowed, and none that is longer', async () => {
    expect((await readBody(await post('four'), 4))?.toString()).toBe('four');
    expect(await readBody(await post('fo', 'ur', 's'), 4)).toBeUndefined();
  });

  it('fails when the connection is lost within the body', async () => {
    const message = await post('x'.repeat(100));
    const body = readBody(message);
    message.destroy();
    await expect(body).rejects.toThrow('The connection was lost');
  });
});

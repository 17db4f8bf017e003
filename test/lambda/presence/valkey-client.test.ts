import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { ValkeyClient } from '../../../lambda/presence/valkey-client';
import { startEmbeddedCache } from '../../../local/cache/embedded-cache';
import { CommandReader } from '../../../local/cache/command-reader';

const noCredentials = () => Promise.resolve({});
const ping = { key: 'presence:x', commands: [['get', 'presence:x'] as [string, string]] };

/** Waits at most as long as the product does, and then some for a busy machine. */
const waitMs = 300;

function aClient(port: number, credentials: () => Promise<object> = noCredentials) {
  const reports: string[] = [];
  const client = new ValkeyClient(
    { host: '127.0.0.1', port, waitMs, credentials },
    { report: (message) => void reports.push(message) },
  );
  return { client, reports };
}

const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** As the store does: both find the same client. */
const twoAtOnce = (client: ValkeyClient) => Promise.all([client.ask([ping]), client.ask([ping])]);

/** Asks until it is answered; gives the last failure after five seconds. */
async function eventually(client: ValkeyClient): Promise<unknown> {
  for (let tries = 1; ; tries++) {
    try {
      return await client.ask([ping]);
    } catch (error) {
      if (tries === 50) throw error;
      await pause(100);
    }
  }
}

interface Listening {
  server: Server;
  port: number;
  sockets: Set<Socket>;
  stop: () => Promise<void>;
}

async function listen(onSocket: (socket: Socket, port: number) => void, wantedPort = 0): Promise<Listening> {
  const sockets = new Set<Socket>();
  let port = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    onSocket(socket, port);
  });
  await once(server.listen(wantedPort, '127.0.0.1'), 'listening');
  port = (server.address() as { port: number }).port;
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
  };
  return { server, port, sockets, stop };
}

/** A cache of one node that takes one password at a time, and says so as ElastiCache does. */
class Guarded {
  password = 'token-1';
  readonly refused: string[] = [];

  readonly serve = (socket: Socket, port: number): void => {
    const reader = new CommandReader();
    let isIn = false;
    socket.on('data', (data) => {
      for (const [name = '', ...args] of reader.read(data)) {
        if (name.toLowerCase() === 'auth') {
          isIn = args.at(-1) === this.password;
          if (!isIn) this.refused.push(args.at(-1) ?? '');
          socket.write(
            isIn ? '+OK\r\n' : '-WRONGPASS invalid username-password pair or user is disabled.\r\n',
          );
        } else if (!isIn) socket.write('-NOAUTH Authentication required.\r\n');
        else if (name.toLowerCase() === 'cluster') {
          const id = '0'.repeat(40);
          socket.write(
            `*1\r\n*3\r\n:0\r\n:16383\r\n*3\r\n$9\r\n127.0.0.1\r\n:${port}\r\n$${id.length}\r\n${id}\r\n`,
          );
        } else socket.write('$2\r\nhi\r\n');
      }
    });
  };
}

describe('ValkeyClient', () => {
  it('comes back with a new token when the cache has cut it off and takes the old one no more', async () => {
    const cache = new Guarded();
    const { port, sockets, stop } = await listen(cache.serve);
    let tokens = 0;
    const { client } = aClient(port, () =>
      Promise.resolve({ username: 'user', password: `token-${++tokens}` }),
    );
    expect(await eventually(client)).toEqual([['hi']]);
    await pause(1_100);
    cache.password = 'token-2';
    for (const socket of sockets) socket.destroy();
    await pause(50);
    expect(await eventually(client)).toEqual([['hi']]);
    expect(tokens).toBe(2);
    client.close();
    await stop();
  });

  it('asks for a new token until one is taken, and not more than once in a second', async () => {
    const cache = new Guarded();
    cache.password = 'token-3';
    const { port, stop } = await listen(cache.serve);
    let tokens = 0;
    const { client } = aClient(port, () =>
      Promise.resolve({ username: 'user', password: `token-${++tokens}` }),
    );
    const startedAt = performance.now();
    expect(await eventually(client)).toEqual([['hi']]);
    expect(tokens).toBe(3);
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(1_900);
    expect(new Set(cache.refused)).toEqual(new Set(['token-1', 'token-2']));
    client.close();
    await stop();
  });

  it('fails in time where nobody listens, and is there when somebody does', async () => {
    const { port, stop: leave } = await listen(() => undefined);
    await leave();
    const { client } = aClient(port);
    await expect(client.ask([ping])).rejects.toThrow();
    const server = await startEmbeddedCache(port);
    expect(await eventually(client)).toEqual([[null]]);
    client.close();
    await server.stop();
  });

  it('fails in time where nobody answers, and is there when somebody does', async () => {
    const hanging = await listen(() => undefined);
    const { client } = aClient(hanging.port);
    for (let tries = 0; tries < 3; tries++)
      await expect(client.ask([ping])).rejects.toThrow('unable to use Valkey; it took too long');
    await hanging.stop();
    const server = await startEmbeddedCache(hanging.port);
    expect(await eventually(client)).toEqual([[null]]);
    client.close();
    await server.stop();
  });

  it('does not fail because its connection was lost since the last call', async () => {
    const cache = new Guarded();
    const { port, sockets, stop } = await listen(cache.serve);
    const { client } = aClient(port, () => Promise.resolve({ username: 'user', password: 'token-1' }));
    await eventually(client);
    await pause(1_100);
    for (const socket of sockets) socket.destroy();
    await pause(50);
    expect(await twoAtOnce(client)).toEqual([[['hi']], [['hi']]]);
    client.close();
    await stop();
  });

  it('does not fail because it had no luck while nobody asked', async () => {
    const { port, stop: leave } = await listen(() => undefined);
    await leave();
    const { client } = aClient(port);
    client.connect();
    await pause(1_100);
    const server = await startEmbeddedCache(port);
    expect(await twoAtOnce(client)).toEqual([[[null]], [[null]]]);
    client.close();
    await server.stop();
  });

  it('comes back after the cache was started anew, with nothing in it', async () => {
    const first = await startEmbeddedCache();
    const { client } = aClient(first.port);
    await eventually(client);
    await first.stop();
    await expect(client.ask([ping])).rejects.toThrow();
    const second = await startEmbeddedCache(first.port);
    expect(await eventually(client)).toEqual([[null]]);
    client.close();
    await second.stop();
  });
});

import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { CacheSession } from './cache-session';
import { type CacheServer } from './cache-server';
import { CommandReader } from './command-reader';
import { Keyspace } from './keyspace';
import { encodeReply } from './reply';

const serve = (socket: Socket, session: CacheSession): void => {
  const reader = new CommandReader();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const command of reader.read(chunk)) socket.write(encodeReply(session.run(command)));
    } catch {
      socket.end('-ERR Protocol error\r\n');
    }
  });
};

/**
 * A RESP server of our own, for machines without valkey-server and redis-server: texts, sorted sets, expiry,
 * transactions, and the cluster's refusal of commands whose keys lie in several slots. It keeps everything in memory.
 * Any user and password are accepted. Port 0 = any free port.
 */
export const startEmbeddedCache = async (wantedPort = 0): Promise<CacheServer> => {
  const keys = new Keyspace();
  const sockets = new Set<Socket>();
  let port = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
    serve(socket, new CacheSession(keys, port));
  });
  server.listen(wantedPort, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address ? address.port : wantedPort;
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return { host: '127.0.0.1', port, engine: 'embedded', stop };
};

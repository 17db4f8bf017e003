import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type Duplex } from 'node:stream';
import { LocalError } from './local-error';

export type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;
export type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

interface Names {
  /** What listens, for the error message: `socket`. */
  readonly what: string;
  /** The option that changes the port, if there is one. */
  readonly option?: string;
}

/** IPv6 may be absent; only a port that someone else holds is a failure. */
const isTaken = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'EADDRINUSE';

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address: AddressInfo | string | null = server.address();
      resolve(typeof address === 'object' && address ? address.port : port);
    });
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

/**
 * An HTTP server on both loopback addresses: `localhost` may mean either. It listens before it can answer, because
 * templates are resolved against its port; until then it says 503.
 */
export class LoopbackServer {
  port = 0;
  onRequest: OnRequest = (_, response) => response.writeHead(503).end();
  onUpgrade: OnUpgrade = (_, socket) => socket.destroy();
  private readonly servers: Server[] = [];

  constructor(private readonly names: Names) {}

  async listen(port: number): Promise<void> {
    try {
      this.port = await listen(this.addServer(), '127.0.0.1', port);
    } catch (error) {
      throw isTaken(error) ? this.takenError(port) : error;
    }
    try {
      await listen(this.addServer(), '::1', this.port);
    } catch (error) {
      this.servers.pop();
      if (isTaken(error) && port !== 0) throw this.takenError(port);
    }
  }

  async close(): Promise<void> {
    await Promise.all(this.servers.map(close));
  }

  private addServer(): Server {
    const server = createServer((request, response) => this.onRequest(request, response));
    server.on('upgrade', (request, socket, head) => this.onUpgrade(request, socket, head));
    // A frozen function keeps its sockets for long; closing them under it would fail its next call.
    server.keepAliveTimeout = 0;
    server.requestTimeout = 0;
    this.servers.push(server);
    return server;
  }

  private takenError(port: number): LocalError {
    const { what, option } = this.names;
    const advice = option ? `; stop what listens there or pass ${option} (0 = any free port)` : '';
    return new LocalError(`Port ${port} for ${what} is taken${advice}.`);
  }
}

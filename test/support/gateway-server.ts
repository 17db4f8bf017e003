import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GatewayServer {
  callbackUrl: string;
  /** Requests that have come, as `POST AbC=`. */
  requests: string[];
  stop: () => Promise<void>;
}

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** An @connections API on a free port, whose answers the test decides by connection id; it takes every other post. */
export async function startGatewayServer(answers: Record<string, Answer>): Promise<GatewayServer> {
  const requests: string[] = [];
  const take: Answer = (response) => response.end();
  const listener: RequestListener = (request, response) => {
    const connectionId = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    requests.push(`${request.method ?? ''} ${connectionId}`);
    (answers[connectionId] ?? take)(response, request);
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    callbackUrl: `http://127.0.0.1:${port}/dev`,
    requests,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** An error as API Gateway answers it. */
export const refuse =
  (status: number, type: string): Answer =>
  (response) => {
    response.writeHead(status, { 'x-amzn-errortype': type, 'content-type': 'application/json' });
    response.end('{"message":"no"}');
  };

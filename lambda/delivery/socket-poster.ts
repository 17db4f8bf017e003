import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { PostOutcome, Runtime, Socket, SocketPoster } from '../domain/ports';

const postWithinMs = 1_000;

/**
 * Posts through API Gateway's @connections, at the callback address that the socket was registered with. The SDK does
 * not retry: a retry of a throttled post would hold up the acknowledgement, the fan-out queue does it later.
 */
export class GatewaySocketPoster implements SocketPoster {
  private readonly clients = new Map<string, ApiGatewayManagementApiClient>();

  constructor(private readonly runtime: Pick<Runtime, 'report'>) {}

  async post(socket: Socket, frame: string): Promise<PostOutcome> {
    try {
      await this.clientFor(socket.callbackUrl).send(
        new PostToConnectionCommand({ ConnectionId: socket.connectionId, Data: frame }),
      );
      return 'delivered';
    } catch (error) {
      if (error instanceof GoneException) return 'gone';
      this.runtime.report('a post failed', error);
      return 'failed';
    }
  }

  async close(socket: Socket): Promise<void> {
    try {
      await this.clientFor(socket.callbackUrl).send(
        new DeleteConnectionCommand({ ConnectionId: socket.connectionId }),
      );
    } catch (error) {
      if (!(error instanceof GoneException)) throw error;
    }
  }

  private clientFor(callbackUrl: string): ApiGatewayManagementApiClient {
    const known = this.clients.get(callbackUrl);
    if (known !== undefined) return known;
    const client = new ApiGatewayManagementApiClient({
      endpoint: callbackUrl,
      maxAttempts: 1,
      requestHandler: { requestTimeout: postWithinMs, throwOnRequestTimeout: true },
    });
    this.clients.set(callbackUrl, client);
    return client;
  }
}

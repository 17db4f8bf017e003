import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GoneException,
  LimitExceededException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import type { PostOutcome, Runtime, Socket, SocketPoster } from '../domain/ports';

const answerWithinMs = 1_000;

/**
 * Posts at the same time. The SDK's default of 50 would let one slice of 50 users with several devices each wait in
 * line, behind the dead ones. A function has 1,024 file descriptors.
 */
const maxSockets = 500;

/**
 * Posts through API Gateway's @connections, at the callback address that the socket was registered with. The SDK does
 * not retry: a retry of a throttled post would hold up the acknowledgement, the fan-out queue does it later.
 */
export class GatewaySocketPoster implements SocketPoster {
  private readonly clients = new Map<string, ApiGatewayManagementApiClient>();

  constructor(private readonly runtime: Pick<Runtime, 'report' | 'count'>) {}

  async post(socket: Socket, frame: string): Promise<PostOutcome> {
    // The client's own limit ends with the headers of the answer; this one covers both tries and the whole answer.
    const abortSignal = AbortSignal.timeout(answerWithinMs);
    const send = () =>
      this.clientFor(socket.callbackUrl).send(
        new PostToConnectionCommand({ ConnectionId: socket.connectionId, Data: frame }),
        { abortSignal },
      );
    try {
      await send().catch((error: unknown) => {
        if (isConnectionLost(error)) return send();
        throw error;
      });
      this.runtime.count('post_delivered');
      return 'delivered';
    } catch (error) {
      return this.outcomeOf(error);
    }
  }

  /** 410 and 429 are everyday answers: they are counted. Anything else is worth a line in the log. */
  private outcomeOf(error: unknown): PostOutcome {
    if (error instanceof GoneException) {
      this.runtime.count('post_gone');
      return 'gone';
    }
    if (error instanceof LimitExceededException) {
      this.runtime.count('post_throttled');
      return 'failed';
    }
    this.runtime.count('post_failed');
    this.runtime.report('a post failed', error);
    return 'failed';
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
      requestHandler: {
        requestTimeout: answerWithinMs,
        throwOnRequestTimeout: true,
        httpAgent: { keepAlive: true, maxSockets },
        httpsAgent: { keepAlive: true, maxSockets },
      },
    });
    this.clients.set(callbackUrl, client);
    return client;
  }
}

/**
 * A frozen function does not notice that the gateway has closed its idle connections; the first post over one of them
 * never arrives. That is no attempt yet: it is made at once over a new connection, within the same second.
 */
function isConnectionLost(error: unknown): boolean {
  if (typeof error !== 'object' || error === null || !('code' in error)) return false;
  return error.code === 'ECONNRESET' || error.code === 'EPIPE';
}

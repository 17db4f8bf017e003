import { STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { gatewayId } from './ids';

/** A handshake that ends in an HTTP response. */
export interface Refusal {
  readonly status: number;
  readonly message: string | null;
  readonly errorType?: string;
}

/** Bodies and error types are those of REST APIs: for WebSocket handshakes AWS documents only the status. */
export const refusals = {
  unauthorized: { status: 401, message: 'Unauthorized', errorType: 'UnauthorizedException' },
  denied: {
    status: 403,
    message: 'User is not authorized to access this resource with an explicit deny',
    errorType: 'AccessDeniedException',
  },
  authorizerFailed: { status: 500, message: null, errorType: 'AuthorizerConfigurationException' },
  noSuchStage: { status: 403, message: 'Forbidden', errorType: 'ForbiddenException' },
  integrationFailed: {
    status: 502,
    message: 'Internal server error',
    errorType: 'InternalServerErrorException',
  },
  integrationTimedOut: {
    status: 504,
    message: 'Endpoint request timed out',
    errorType: 'InternalServerErrorException',
  },
} as const satisfies Record<string, Refusal>;

export const writeRefusal = (socket: Duplex, { status, message, errorType }: Refusal): void => {
  const body = JSON.stringify({ message });
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: application/json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
    `x-amzn-RequestId: ${gatewayId()}`,
    ...(errorType === undefined ? [] : [`x-amzn-ErrorType: ${errorType}`]),
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
};

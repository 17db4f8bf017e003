import { STATUS_CODES } from 'node:http';
import { type Duplex } from 'node:stream';
import { gatewayId } from './ids';

/** A handshake that ends in an HTTP response. */
export interface Refusal {
  readonly status: number;
  readonly message: string | null;
  readonly errorType?: string;
}

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

import { subprotocol } from '../../protocol';
import { briefMs } from '../delivery/job-queue';
import { connect } from '../domain/connect';
import { keepOnline } from '../domain/keep-online';
import { decodeConnectEvent, subprotocolsOf } from '../runtime/decode-event';
import { decodeEnvironment } from '../runtime/decode-environment';
import { log } from '../runtime/log';
import { machine } from '../runtime/machine';
import { publishMetrics } from '../runtime/metrics';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';
import { presencePorts } from './presence-ports';

const environment = decodeEnvironment('connect');
const connections = new DynamoConnectionStore(documentClient(), environment.CONNECTIONS_TABLE, machine);
const ports = presencePorts(environment, briefMs);

/** Runs for an authorized handshake: registers the socket, then accepts it. A client that retries gets another socket. */
export async function handler(event: unknown) {
  const { requestContext, headers } = decodeConnectEvent(event);
  if (!subprotocolsOf(headers).includes(subprotocol)) return { statusCode: 400 };
  const { connectionId, connectedAt, requestId, authorizer } = requestContext;
  log.bind({ requestId, connectionId });
  const isAccepted = await connect(connections, {
    userId: authorizer.userId,
    connectionId,
    callbackUrl: environment.CALLBACK_URL,
    connectedAt,
    expiresAt: authorizer.exp * 1000,
    ...(authorizer.deviceId === undefined ? {} : { deviceId: authorizer.deviceId }),
  });
  if (!isAccepted) return { statusCode: 429 };
  await keepOnline(ports, { userId: authorizer.userId, connectionId });
  publishMetrics();
  return { statusCode: 200, headers: { 'Sec-WebSocket-Protocol': subprotocol } };
}

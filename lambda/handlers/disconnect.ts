import { goOffline } from '../domain/go-offline';
import { decodeDisconnectEvent } from '../runtime/decode-event';
import { decodeEnvironment } from '../runtime/decode-environment';
import { log } from '../runtime/log';
import { machine } from '../runtime/machine';
import { publishMetrics } from '../runtime/metrics';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';
import { presencePorts } from './presence-ports';

const environment = decodeEnvironment('disconnect');
const connections = new DynamoConnectionStore(documentClient(), environment.CONNECTIONS_TABLE, machine);
const ports = presencePorts(environment);

/** Runs after a socket has closed, late or never: it removes exactly that socket, so doing it again changes nothing. */
export async function handler(event: unknown) {
  const { connectionId, requestId, authorizer } = decodeDisconnectEvent(event).requestContext;
  log.bind({ requestId, connectionId });
  const socket = { userId: authorizer.userId, connectionId };
  await connections.remove(socket);
  await goOffline(ports, socket);
  publishMetrics();
  return { statusCode: 200 };
}

import { decodeDisconnectEvent } from '../runtime/decode-event';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';

const environment = decodeEnvironment('disconnect');
const connections = new DynamoConnectionStore(documentClient(), environment.CONNECTIONS_TABLE, machine);

/** Runs after a socket has closed, late or never: it removes exactly that socket, so doing it again changes nothing. */
export async function handler(event: unknown) {
  const { connectionId, authorizer } = decodeDisconnectEvent(event).requestContext;
  await connections.remove({ userId: authorizer.userId, connectionId });
  return { statusCode: 200 };
}

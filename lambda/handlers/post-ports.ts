import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EnvironmentOf } from '../contract/handlers';
import { SqsLostSocketQueue } from '../delivery/lost-socket-queue';
import { GatewaySocketPoster } from '../delivery/socket-poster';
import { machine } from '../runtime/machine';
import { DynamoConnectionStore } from '../store/connection-store';

/** What it takes to find sockets, to post to them, and to say which of them are closed. */
export function postPorts(client: DynamoDBDocumentClient, environment: EnvironmentOf<'postPresence'>) {
  return {
    connections: new DynamoConnectionStore(client, environment.CONNECTIONS_TABLE, machine),
    poster: new GatewaySocketPoster(machine),
    lost: new SqsLostSocketQueue(environment.LOST_SOCKETS_QUEUE_URL, machine),
    runtime: machine,
  };
}

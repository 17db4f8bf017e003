import { SqsLostSocketQueue } from '../delivery/lost-socket-queue';
import { GatewaySocketPoster } from '../delivery/socket-poster';
import { postPresence } from '../domain/post-presence';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodePresenceChange } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveJobs } from '../runtime/serve-jobs';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';

const environment = decodeEnvironment('postPresence');
const ports = {
  connections: new DynamoConnectionStore(documentClient(), environment.CONNECTIONS_TABLE, machine),
  poster: new GatewaySocketPoster(machine),
  lost: new SqsLostSocketQueue(environment.LOST_SOCKETS_QUEUE_URL, machine),
  runtime: machine,
};

/** Triggered by the queue of what watchers are to be told. A change that is told twice says the same. */
export const handler = serveJobs(decodePresenceChange, (change) => postPresence(ports, change));

import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SqsPushQueue } from '../delivery/push-queue';
import { SqsLostSocketQueue } from '../delivery/lost-socket-queue';
import { GatewaySocketPoster } from '../delivery/socket-poster';
import { checkDelivery } from '../domain/check-delivery';
import { decodeEnvironment } from '../runtime/decode-environment';
import { decodeCheck } from '../runtime/decode-job';
import { machine } from '../runtime/machine';
import { serveJobs } from '../runtime/serve-jobs';
import { DynamoChatStore } from '../store/chat-store';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';
import { DynamoMessageLog } from '../store/message-log';

const environment = decodeEnvironment('checkDelivery');
const client = documentClient();
const ports = {
  log: new DynamoMessageLog(client, environment.MESSAGES_TABLE),
  chats: new DynamoChatStore(client, environment.CHATS_TABLE, machine),
  connections: new DynamoConnectionStore(client, environment.CONNECTIONS_TABLE, machine),
  poster: new GatewaySocketPoster(machine),
  lost: new SqsLostSocketQueue(environment.LOST_SOCKETS_QUEUE_URL, machine),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  pushes: new SqsPushQueue(environment.PUSH_QUEUE_URL, machine),
  inlineFanOutLimit: Number(environment.INLINE_FAN_OUT_LIMIT),
  runtime: machine,
};

/** Triggered by the queue of delivery checks, some seconds after an entry was to be written. A check that runs twice posts twice, harmlessly. */
export const handler = serveJobs(decodeCheck, (check) => checkDelivery(ports, check));

import type { EnvironmentOf } from '../contract/handlers';
import { SqsCheckQueue } from '../delivery/check-queue';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SqsLostSocketQueue } from '../delivery/lost-socket-queue';
import { GatewaySocketPoster } from '../delivery/socket-poster';
import { machine } from '../runtime/machine';
import { DynamoChatStore } from '../store/chat-store';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';
import { DynamoMessageLog } from '../store/message-log';

/** All that the functions need which write entries and tell the members, except for pushes: those are for messages alone. */
export function chatPorts(environment: EnvironmentOf<'chats'>) {
  const client = documentClient();
  return {
    log: new DynamoMessageLog(client, environment.MESSAGES_TABLE),
    chats: new DynamoChatStore(client, environment.CHATS_TABLE, machine),
    connections: new DynamoConnectionStore(client, environment.CONNECTIONS_TABLE, machine),
    poster: new GatewaySocketPoster(machine),
    lost: new SqsLostSocketQueue(environment.LOST_SOCKETS_QUEUE_URL, machine),
    queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
    checks: new SqsCheckQueue(environment.CHECK_QUEUE_URL, machine),
    inlineFanOutLimit: Number(environment.INLINE_FAN_OUT_LIMIT),
    runtime: machine,
    retentionDays: Number(environment.RETENTION_DAYS),
    callbackUrl: environment.CALLBACK_URL,
  };
}

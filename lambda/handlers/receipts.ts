import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { SqsLostSocketQueue } from '../delivery/lost-socket-queue';
import { GatewaySocketPoster } from '../delivery/socket-poster';
import { getReceipts } from '../domain/get-receipts';
import { muteChat } from '../domain/mute-chat';
import { raiseCursors } from '../domain/raise-cursors';
import { tellTyping } from '../domain/tell-typing';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { DynamoChatStore } from '../store/chat-store';
import { DynamoConnectionStore } from '../store/connection-store';
import { documentClient } from '../store/document-client';
import { DynamoMessageLog } from '../store/message-log';

const environment = decodeEnvironment('receipts');
const client = documentClient();
const ports = {
  log: new DynamoMessageLog(client, environment.MESSAGES_TABLE),
  chats: new DynamoChatStore(client, environment.CHATS_TABLE, machine),
  connections: new DynamoConnectionStore(client, environment.CONNECTIONS_TABLE, machine),
  poster: new GatewaySocketPoster(machine),
  lost: new SqsLostSocketQueue(environment.LOST_SOCKETS_QUEUE_URL, machine),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  runtime: machine,
  callbackUrl: environment.CALLBACK_URL,
};

/**
 * Serves markDelivered, markRead, getReceipts, typing and muteChat. Cursors only rise, so marking again changes nothing and tells
 * again; typing is told again, which says the same; of mutings the last
 * one counts.
 */
export const handler = serveActions<ActionsOf<'receipts'>>(ports, {
  markDelivered: (caller, { chats }) => raiseCursors(ports, caller, { kind: 'delivered', chats }),
  markRead: (caller, { chats }) => raiseCursors(ports, caller, { kind: 'read', chats }),
  getReceipts: (caller, request) => getReceipts(ports, caller, request),
  typing: (caller, request) => tellTyping(ports, caller, request),
  muteChat: (caller, request) => muteChat(ports, caller, request),
});

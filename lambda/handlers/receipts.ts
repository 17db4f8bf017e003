import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { getReceipts } from '../domain/get-receipts';
import { muteChat } from '../domain/mute-chat';
import { raiseCursors } from '../domain/raise-cursors';
import { tellTyping } from '../domain/tell-typing';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { documentClient } from '../store/document-client';
import { postPorts } from './post-ports';
import { rosterPorts } from './roster-ports';

const environment = decodeEnvironment('receipts');
const client = documentClient();
const ports = {
  ...rosterPorts(client, environment),
  ...postPorts(client, environment),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
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

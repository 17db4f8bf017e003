import type { ActionsOf } from '../contract/handlers';
import { SqsFanOutQueue } from '../delivery/fan-out-queue';
import { getMessages } from '../domain/get-messages';
import { listChats } from '../domain/list-chats';
import { syncChats } from '../domain/sync-chats';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { documentClient } from '../store/document-client';
import { rosterPorts } from './roster-ports';

const environment = decodeEnvironment('history');
const client = documentClient();
const ports = {
  ...rosterPorts(client, environment),
  queue: new SqsFanOutQueue(environment.FAN_OUT_QUEUE_URL, machine),
  callbackUrl: environment.CALLBACK_URL,
};

/** Serves getMessages, sync and listChats. They read, and mend a roster that they find behind its log; a retry reads again. */
export const handler = serveActions<ActionsOf<'history'>>(ports, {
  getMessages: (caller, request) => getMessages(ports, caller, request),
  listChats: (caller, request) => listChats(ports, caller, request),
  sync: (caller, request) => syncChats(ports, caller, request),
});

import type { ActionsOf } from '../contract/handlers';
import { SqsPushQueue } from '../delivery/push-queue';
import { sendMessage } from '../domain/send-message';
import { decodeEnvironment } from '../runtime/decode-environment';
import { machine } from '../runtime/machine';
import { serveActions } from '../runtime/serve-actions';
import { chatPorts } from './chat-ports';

const environment = decodeEnvironment('sendMessage');
const ports = {
  ...chatPorts(environment),
  pushes: new SqsPushQueue(environment.PUSH_QUEUE_URL, machine),
};

/** Serves sendMessage. A retry with the same clientMessageId finds its entry, dispatches it again and gets the same answer. */
export const handler = serveActions<ActionsOf<'sendMessage'>>(ports, {
  sendMessage: (caller, request) => sendMessage(ports, caller, request),
});

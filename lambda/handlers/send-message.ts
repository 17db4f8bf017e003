import type { ActionsOf } from '../contract/handlers';
import { sendMessage } from '../domain/send-message';
import { decodeEnvironment } from '../runtime/decode-environment';
import { serveActions } from '../runtime/serve-actions';
import { chatPorts } from './chat-ports';

const ports = chatPorts(decodeEnvironment('sendMessage'));

/** Serves sendMessage. A retry with the same clientMessageId finds its entry, dispatches it again and gets the same answer. */
export const handler = serveActions<ActionsOf<'sendMessage'>>(ports, {
  sendMessage: (caller, request) => sendMessage(ports, caller, request),
});

import type { ActionsOf } from '../contract/handlers';
import { createDirectChat } from '../domain/create-direct-chat';
import { getChat } from '../domain/get-chat';
import { decodeEnvironment } from '../runtime/decode-environment';
import { serveActions } from '../runtime/serve-actions';
import { chatPorts } from './chat-ports';

const ports = chatPorts(decodeEnvironment('chats'));

/** Serves createChat and getChat. Creating a chat again gives the same chat, and completes what a first try left undone. */
export const handler = serveActions<ActionsOf<'chats'>>(ports, {
  createChat: (caller, request) => createDirectChat(ports, caller, request),
  getChat: (caller, request) => getChat(ports, caller, request),
});

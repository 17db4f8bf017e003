import type { ActionsOf } from '../contract/handlers';
import { addMembers } from '../domain/add-members';
import { createChat } from '../domain/create-chat';
import { getChat } from '../domain/get-chat';
import { leaveChat } from '../domain/leave-chat';
import { removeMember } from '../domain/remove-member';
import { updateChat } from '../domain/update-chat';
import { decodeEnvironment } from '../runtime/decode-environment';
import { serveActions } from '../runtime/serve-actions';
import { chatPorts } from './chat-ports';

const ports = chatPorts(decodeEnvironment('chats'));

/** Serves what makes and changes chats. Doing it again completes what a first try left undone, and gives the same answer. */
export const handler = serveActions<ActionsOf<'chats'>>(ports, {
  createChat: (caller, request) => createChat(ports, caller, request),
  getChat: (caller, request) => getChat(ports, caller, request),
  addMembers: (caller, request) => addMembers(ports, caller, request),
  removeMember: (caller, request) => removeMember(ports, caller, request),
  leaveChat: (caller, request) => leaveChat(ports, caller, request),
  updateChat: (caller, request) => updateChat(ports, caller, request),
});

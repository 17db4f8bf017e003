import type { Action } from '../../protocol';
import { actionWords, commonErrors, eventWords } from '../../protocol/documentation';
import { type Contract, eventNames } from './contract';

const channel = { $ref: '#/channels/socket' };

/** What the server does: it receives requests and answers, and sends events. */
export function operationsOf({ actions }: Contract) {
  return Object.fromEntries([
    ...actions.map(({ action }) => [action, requestOperation(action)]),
    ...eventNames().map(({ type, exported }) => [
      exported,
      {
        action: 'send',
        channel,
        title: `Event: ${type}`,
        summary: eventWords[type].means,
        description: `To whom: ${eventWords[type].who}`,
        messages: [messageOf(exported)],
      },
    ]),
  ]);
}

function requestOperation(action: Action) {
  const { does, who, retry, errors } = actionWords[action];
  return {
    action: 'receive',
    channel,
    title: action,
    summary: does,
    description: `Who may: ${who}\n\nAgain: ${retry}`,
    messages: [messageOf(`${action}Request`)],
    reply: { channel, messages: [`${action}Ok`, 'error', 'gateway'].map(messageOf) },
    'x-error-codes': { ...commonErrors, ...errors },
  };
}

/** The specification wants the channel's message here, not the component. */
function messageOf(name: string) {
  return { $ref: `#/channels/socket/messages/${name}` };
}

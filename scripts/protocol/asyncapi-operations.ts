import { actionWords, commonErrors, eventWords } from '../../protocol/documentation';
import { type ActionContract, type Contract, errorsIn, eventNames } from './contract';

interface Reference {
  $ref: string;
}

interface Operation {
  action: 'receive' | 'send';
  channel: Reference;
  title: string;
  summary: string;
  description: string;
  messages: Reference[];
  reply?: { channel: Reference; messages: Reference[] };
  'x-error-codes'?: Record<string, string>;
}

const channel = { $ref: '#/channels/socket' };

/** What the server does: it receives requests and answers, and sends events. */
export function operationsOf({ actions }: Contract): Record<string, Operation> {
  const requests = actions.map((contract): [string, Operation] => [
    contract.action,
    requestOperation(contract),
  ]);
  const events = eventNames().map(({ type, exported }): [string, Operation] => [
    exported,
    {
      action: 'send',
      channel,
      title: `Event: ${type}`,
      summary: eventWords[type].means,
      description: `To whom: ${eventWords[type].who}`,
      messages: [messageOf(exported)],
    },
  ]);
  return Object.fromEntries([...requests, ...events]);
}

function requestOperation({ action, errors }: ActionContract): Operation {
  const { does, who, retry } = actionWords[action];
  return {
    action: 'receive',
    channel,
    title: action,
    summary: does,
    description: `Who may: ${who}\n\nAgain: ${retry}`,
    messages: [messageOf(`${action}Request`)],
    reply: { channel, messages: [`${action}Ok`, 'error', 'gateway'].map(messageOf) },
    'x-error-codes': withCommonErrors(errors),
  };
}

function withCommonErrors(errors: ActionContract['errors']): Record<string, string> {
  const own: Readonly<Record<string, string>> = Object.fromEntries(errors);
  const withOwn = errorsIn(commonErrors).map(([code, when]): [string, string] => [
    code,
    own[code] === undefined ? when : `${when} ${own[code]}`,
  ]);
  return { ...own, ...Object.fromEntries(withOwn) };
}

/** The specification wants the channel's message here, not the component. */
function messageOf(name: string): Reference {
  return { $ref: `#/channels/socket/messages/${name}` };
}

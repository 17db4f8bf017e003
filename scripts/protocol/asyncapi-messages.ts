import type { ServerEvent } from '../../protocol';
import {
  actionWords,
  errorExamples,
  eventExamples,
  eventWords,
  gatewayExample,
  schemaWords,
} from '../../protocol/documentation';
import { type ActionContract, capitalised, type Contract, eventNames } from './contract';
import { described } from './described';
import { type JsonSchema, schemasPointer } from './json-schemas';

interface Message {
  name: string;
  title: string;
  summary: string;
  correlationId?: { location: string; description: string };
  payload: JsonSchema;
  examples: { name: string; summary?: string; payload: object }[];
}

const correlationId = {
  location: '$message.payload#/requestId',
  description: 'Chosen by the client; the answer carries it back.',
};

const requestEnvelope = { action: 'Which action.', requestId: 'Your id of this request.' };

const okEnvelope = {
  type: 'Marks the answer to a request that was carried out.',
  requestId: 'As in the request.',
};

/** All messages of the socket by their names. */
export function messagesOf({ actions }: Contract): Record<string, Message> {
  const messages = [
    ...actions.flatMap((contract) => [requestMessage(contract), okMessage(contract)]),
    errorMessage(),
    gatewayMessage(),
    ...eventNames().map(({ type, exported }) => eventMessage(type, exported)),
  ];
  return Object.fromEntries(messages.map((message) => [message.name, message]));
}

function requestMessage({ action, request, examples }: ActionContract): Message {
  return {
    name: `${action}Request`,
    title: `${action}: request`,
    summary: actionWords[action].does,
    correlationId,
    payload: described(request, { ...requestEnvelope, ...actionWords[action].request }),
    examples: examples.map((example, index) =>
      named(action, index, { ...example, payload: example.request }),
    ),
  };
}

function okMessage({ action, ok, examples }: ActionContract): Message {
  return {
    name: `${action}Ok`,
    title: `${action}: answer`,
    summary: `The answer to a ${action} that was carried out.`,
    correlationId,
    payload: described(ok, { ...okEnvelope, ...actionWords[action].response }),
    examples: examples.map((example, index) => named(action, index, { ...example, payload: example.ok })),
  };
}

function errorMessage(): Message {
  return {
    name: 'error',
    title: 'Refusal',
    summary: schemaWords.errorFrame.means,
    correlationId,
    payload: { $ref: `${schemasPointer}ErrorFrame` },
    examples: Object.entries(errorExamples).map(([name, payload]) => ({ name, payload })),
  };
}

function gatewayMessage(): Message {
  return {
    name: 'gateway',
    title: "API Gateway's own frame",
    summary: `${schemaWords.gatewayFrame.means} It has no \`type\`.`,
    payload: { $ref: `${schemasPointer}GatewayFrame` },
    examples: [{ name: 'gateway1', payload: gatewayExample }],
  };
}

function eventMessage(type: ServerEvent['type'], exported: string): Message {
  const examples = eventExamples[type];
  return {
    name: exported,
    title: `Event: ${type}`,
    summary: eventWords[type].means,
    payload: { $ref: `${schemasPointer}${capitalised(exported)}` },
    examples: examples.map((example, index) =>
      named(exported, index, { title: example.title, payload: example.frame }),
    ),
  };
}

function named(
  name: string,
  index: number,
  { title, payload }: { title?: string | undefined; payload: object },
): Message['examples'][number] {
  return { name: `${name}${index + 1}`, ...(title === undefined ? {} : { summary: title }), payload };
}

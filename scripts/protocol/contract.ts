import * as v from 'valibot';
import * as protocol from '../../protocol';
import { actionWords, exchanges, type SchemaName, schemaWords } from '../../protocol/documentation';
import { type JsonSchema, jsonSchemas } from './json-schemas';

/** One example of an action as frames. */
export interface FrameExchange {
  title: string | undefined;
  request: Readonly<Record<string, unknown>>;
  ok: Readonly<Record<string, unknown>>;
}

export interface ActionContract {
  action: protocol.Action;
  /** When each code is answered, in the order of the registry; without what any action can be answered with. */
  errors: [protocol.ErrorCode, string][];
  request: JsonSchema;
  ok: JsonSchema;
  examples: FrameExchange[];
}

export interface NamedSchema {
  /** `chatEvent`, as protocol/ exports it. */
  exported: SchemaName;
  /** `ChatEvent` */
  name: string;
  schema: JsonSchema;
}

export interface Contract {
  actions: ActionContract[];
  schemas: NamedSchema[];
}

/** What the schemas of protocol/ say, as JSON Schema, with the examples as frames. */
export function readContract(): Contract {
  const names = Object.keys(schemaWords).filter(isSchemaName);
  const actions = Object.keys(protocol.actions).filter(protocol.isAction);
  const converted = jsonSchemas({
    ...Object.fromEntries(names.map((name) => [capitalised(name), protocol[name]])),
    ...Object.fromEntries(actions.map((action) => [`${action}Request`, protocol.actions[action].request])),
    ...Object.fromEntries(actions.map((action) => [`${action}Ok`, okSchema(action)])),
  });
  const schemaOf = (name: string): JsonSchema => {
    const schema = converted[name];
    if (schema === undefined) throw new Error(`unable to make the documents; ${name} was not converted`);
    return schema;
  };
  return {
    schemas: names.map((exported) => ({
      exported,
      name: capitalised(exported),
      schema: schemaOf(capitalised(exported)),
    })),
    actions: actions.map((action) => ({
      action,
      errors: errorsIn(actionWords[action].errors),
      request: schemaOf(`${action}Request`),
      ok: schemaOf(`${action}Ok`),
      examples: framesOf(action),
    })),
  };
}

/** The whole answer frame of an action. */
export function okSchema(action: protocol.Action): v.GenericSchema {
  return v.looseObject({ ...protocol.okFrame.entries, ...protocol.actions[action].response.entries });
}

/** The type of every event, and the name under which protocol/ exports its schema. */
export function eventNames(): { type: protocol.ServerEvent['type']; exported: SchemaName }[] {
  return protocol.event.options.map((option) => {
    const exported = Object.keys(schemaWords)
      .filter(isSchemaName)
      .find((name) => protocol[name] === option);
    if (exported === undefined) throw new Error('unable to name an event; protocol/ does not export it');
    return { type: option.entries.type.literal, exported };
  });
}

export function errorsIn(
  words: Readonly<Partial<Record<protocol.ErrorCode, string>>>,
): [protocol.ErrorCode, string][] {
  return Object.keys(protocol.errorCodes)
    .filter(protocol.isErrorCode)
    .flatMap((code) => {
      const when = words[code];
      return when === undefined ? [] : [[code, when]];
    });
}

export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function isSchemaName(name: string): name is SchemaName {
  return Object.hasOwn(schemaWords, name);
}

function framesOf(action: protocol.Action): FrameExchange[] {
  return exchanges[action].map(({ title, request, response }, index) => {
    const requestId = `r${index + 1}`;
    return { title, request: { action, requestId, ...request }, ok: { type: 'ok', requestId, ...response } };
  });
}

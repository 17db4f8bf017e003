import { toJsonSchemaDefs, type JsonSchema, type OverrideActionContext } from '@valibot/to-json-schema';
import type * as v from 'valibot';

export type { JsonSchema };

/** Where the named schemas stand in the AsyncAPI document. */
export const schemasPointer = '#/components/schemas/';

/**
 * The schemas as JSON Schema (draft-07), by the same names; where one of them is part of another there is a reference.
 * `description` holds what JSON Schema cannot express, in words: a schema with a rule of its own that has no words
 * stops the conversion, as does anything that the converter does not know.
 */
export function jsonSchemas<N extends string>(schemas: Readonly<Record<N, v.GenericSchema>>) {
  return toJsonSchemaDefs(schemas, {
    target: 'draft-07',
    typeMode: 'input',
    overrideRef: ({ referenceId }) => `${schemasPointer}${referenceId}`,
    overrideAction: describeRule,
  });
}

/** The rules that JSON Schema has no keyword for, or one that counts something else. */
function describeRule({ valibotAction, jsonSchema, errors }: OverrideActionContext): JsonSchema | undefined {
  switch (valibotAction.type) {
    case 'check':
    case 'raw_check':
      return withRule(jsonSchema, wordsOf(valibotAction));
    case 'max_bytes':
      return withRule(jsonSchema, `must be at most ${requirementOf(valibotAction)} bytes of UTF-8`);
    case 'max_length':
      // JSON Schema counts code points, the server UTF-16 code units.
      return jsonSchema.type === 'string' && errors === undefined
        ? withRule(jsonSchema, `must be at most ${requirementOf(valibotAction)} UTF-16 code units long`)
        : undefined;
    case 'url':
      // The server takes what a browser takes, which is more than the format `uri` has.
      return withRule({ ...jsonSchema, format: undefined }, 'must be an absolute URL');
    case 'regex':
      return describePattern(valibotAction, jsonSchema);
    default:
      return undefined;
  }
}

/** The flag `u` is what JSON Schema expects of patterns; any other, and a second pattern, must be said in words. */
function describePattern(action: object, schema: JsonSchema): JsonSchema | undefined {
  if (!('requirement' in action && action.requirement instanceof RegExp)) return undefined;
  const { source, flags } = action.requirement;
  const isFirst = schema.pattern === source;
  const isKept = isFirst && (flags === '' || flags === 'u');
  if (isKept && typeof messageOf(action) !== 'string') return schema;
  return withRule(isFirst && !isKept ? { ...schema, pattern: undefined } : schema, wordsOf(action));
}

function withRule(schema: JsonSchema, rule: string): JsonSchema {
  const sentence = `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
  return { ...schema, description: [schema.description, sentence].filter(Boolean).join(' ') };
}

function wordsOf(action: object): string {
  const message = messageOf(action);
  if (typeof message === 'string') return message;
  throw new Error('unable to describe a check of protocol/; give it a message that says what it asks for');
}

function messageOf(action: object): unknown {
  return 'message' in action ? action.message : undefined;
}

function requirementOf(action: object): number {
  if ('requirement' in action && typeof action.requirement === 'number') return action.requirement;
  throw new Error('unable to describe a limit of protocol/; it is not a number');
}

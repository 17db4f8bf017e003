import { schemasWithoutId } from '@asyncapi/specs';
import Ajv from 'ajv';
import addFormats from 'ajv-formats';
import { actions } from '../../protocol';
import { document, everyAction, exampleOf, type Json, payloadValidator } from './protocol-document';

const { messages } = document.components;

const examples = Object.entries(messages).flatMap(([message, { examples: all }]) =>
  all.map(({ name, payload }) => ({ message, name, payload })),
);

function referencesIn(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = '$ref' in value ? [String(value.$ref)] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}

function resolve(reference: string): unknown {
  const parts = reference.replace(/^#\//, '').split('/');
  return parts.reduce<unknown>((value, part) => (value as Json | undefined)?.[part], document);
}

/** The words and numbers of every rule of a schema that JSON Schema has no keyword for. */
function rulesOf(schema: unknown, seen = new Set<unknown>()): string[] {
  if (typeof schema !== 'object' || schema === null || seen.has(schema)) return [];
  seen.add(schema);
  const { type, message, requirement } = schema as {
    type?: string;
    message?: unknown;
    requirement?: unknown;
  };
  const own =
    type === 'check'
      ? [String(message)]
      : type === 'max_bytes'
        ? [`at most ${String(requirement)} bytes`]
        : [];
  return [...own, ...Object.values(schema).flatMap((part) => rulesOf(part, seen))];
}

describe('asyncApiDocument', () => {
  const official = new Ajv({ strict: false, allErrors: true });
  addFormats(official);
  const isValid = official.compile(schemasWithoutId['3.0.0'] as object);

  it('is valid by the official schema of AsyncAPI 3.0', () => {
    isValid(document);
    expect(isValid.errors).toBeNull();
    expect(document.asyncapi).toBe('3.0.0');
  });

  it('would not be valid with an operation that has no channel', () => {
    expect(isValid({ ...document, operations: { ping: { action: 'receive' } } })).toBe(false);
  });

  it('refers only to what it has', () => {
    const references = [...new Set(referencesIn(document))];
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => resolve(reference) === undefined)).toEqual([]);
  });

  it('receives every action, and replies with its answer, a refusal or a frame of the gateway', () => {
    for (const action of everyAction) {
      expect(document.operations[action]).toMatchObject({
        action: 'receive',
        messages: [{ $ref: `#/channels/socket/messages/${action}Request` }],
        reply: {
          messages: [`${action}Ok`, 'error', 'gateway'].map((name) => ({
            $ref: `#/channels/socket/messages/${name}`,
          })),
        },
      });
    }
  });

  it('uses every message of the channel in an operation', () => {
    const used = new Set(referencesIn(document.operations));
    const all = Object.keys(document.channels.socket.messages).map(
      (name) => `#/channels/socket/messages/${name}`,
    );
    expect(all.filter((message) => !used.has(message))).toEqual([]);
  });

  it('has an example of every message', () => {
    for (const [name, { examples: all }] of Object.entries(messages))
      expect([name, all.length]).not.toEqual([name, 0]);
  });

  it.each(examples)('has a schema that $name of $message fits', ({ message, payload }) => {
    const validate = payloadValidator(message);
    validate(payload);
    expect(validate.errors).toBeNull();
  });

  it.each(everyAction)('has replies to %s of which each frame fits exactly one', (action) => {
    const replies = [`${action}Ok`, 'error', 'gateway'];
    for (const reply of replies) {
      for (const frame of exampleOf(reply)) {
        expect(replies.filter((one) => payloadValidator(one)(frame))).toEqual([reply]);
      }
    }
  });

  it.each(everyAction)(
    'has a schema that refuses an unknown field in %s, and one that is missing',
    (action) => {
      const validate = payloadValidator(`${action}Request`);
      for (const frame of exampleOf(`${action}Request`)) {
        expect(validate({ ...frame, other: 1 })).toBe(false);
        const { requestId: _requestId, ...rest } = frame;
        expect(validate(rest)).toBe(false);
      }
    },
  );

  it.each(everyAction)('allows fields in the answer to %s that do not exist yet', (action) => {
    for (const frame of exampleOf(`${action}Ok`)) {
      expect(payloadValidator(`${action}Ok`)({ ...frame, other: 1 })).toBe(true);
    }
  });

  it.each(everyAction)('says every rule of %s that JSON Schema cannot express', (action) => {
    const rules = rulesOf(actions[action].request);
    expect(rules.length).toBeGreaterThan(0);
    const names = Object.keys(document.components.schemas);
    const parts = [messages[`${action}Request`], ...names.map((name) => document.components.schemas[name])];
    const text = JSON.stringify(parts).toLowerCase();
    for (const rule of new Set(rules))
      expect(text).toContain(JSON.stringify(rule).slice(1, -1).toLowerCase());
  });
});

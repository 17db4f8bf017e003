import fc from 'fast-check';
import * as v from 'valibot';
import { type Action, actions } from '../../protocol';
import { okSchema } from '../../scripts/protocol/contract';
import { everyAction, exampleOf, type Json, payloadValidator } from './protocol-document';

describe('the JSON Schemas', () => {
  const odd = fc.oneof(
    fc.constantFrom<unknown>(undefined, null, true, '', 'x', -1, 0, 1.5, 1e13, [], {}, '__proto__', 'a b'),
    fc.constantFrom<unknown>('DIRECT', 'GROUP', 'TEXT', 'IMAGE', 'EVENT', ['alice'], ['alice', 'alice']),
    fc.string({ maxLength: 80 }),
    fc.string({ unit: 'grapheme', maxLength: 70 }),
  );

  /** An example with some of its fields, at any depth, put in the place of odd ones. */
  function spoil(value: unknown, draws: { at: number; odd: unknown }[]): unknown {
    const places: { holder: Json; key: string }[] = [];
    const visit = (part: unknown) => {
      if (typeof part !== 'object' || part === null) return;
      for (const key of Object.keys(part)) {
        places.push({ holder: part as Json, key });
        visit((part as Json)[key]);
      }
    };
    const copy = structuredClone(value);
    visit(copy);
    for (const { at, odd: replacement } of draws) {
      const { holder, key } = places[at % places.length]!;
      // To valibot an array without elements is an object without fields.
      if (Array.isArray(replacement) && !Array.isArray(holder[key])) continue;
      holder[key] = replacement;
    }
    return JSON.parse(JSON.stringify(copy));
  }

  const draws = fc.array(fc.record({ at: fc.nat(200), odd }), { minLength: 0, maxLength: 2 });

  it.each(everyAction)(
    'accept every request and answer of %s that the protocol accepts',
    (action: Action) => {
      let accepted = 0;
      const check = (schema: v.GenericSchema, message: string) =>
        fc.property(fc.constantFrom(...exampleOf(message)), draws, (example, drawn) => {
          const frame = spoil(example, drawn);
          if (!v.is(schema, frame)) return true;
          accepted += 1;
          return payloadValidator(message)(frame);
        });
      fc.assert(check(actions[action].request, `${action}Request`), { numRuns: 300 });
      fc.assert(check(okSchema(action), `${action}Ok`), { numRuns: 300 });
      expect(accepted).toBeGreaterThan(50);
    },
  );

  it('refuse what the protocol refuses for its shape', () => {
    const validate = payloadValidator('sendMessageRequest');
    const [frame = {}] = exampleOf('sendMessageRequest');
    const spoiled = [
      { chatId: 'a b' },
      { chatId: '__proto__' },
      { clientMessageId: 'short' },
      { afterSeq: -1 },
      { afterSeq: 1.5 },
      { contentType: 'EVENT' },
      { content: '' },
      {
        content: { url: 'http://files.example.com/a.png', mime: 'image/png', bytes: 1, width: 1, height: 1 },
      },
      {
        content: {
          url: 'https://files.example.com/a.png',
          mime: 'text/plain',
          bytes: 1,
          width: 1,
          height: 1,
        },
      },
    ];
    for (const fields of spoiled) {
      expect([fields, v.is(actions.sendMessage.request, { ...frame, ...fields })]).toEqual([fields, false]);
      expect([fields, validate({ ...frame, ...fields })]).toEqual([fields, false]);
    }
  });
});

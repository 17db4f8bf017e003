import * as v from 'valibot';
import { jsonSchemas } from '../../scripts/protocol/json-schemas';

const convert = (schema: v.GenericSchema) => jsonSchemas({ it: schema })['it'];

describe('jsonSchemas', () => {
  it('says a check in its own words', () => {
    const schema = v.pipe(
      v.string(),
      v.check(() => true, 'must be kind'),
      v.check(() => true, 'must be short'),
    );
    expect(convert(schema)).toEqual({ type: 'string', description: 'Must be kind. Must be short.' });
  });

  it('refuses a check that has no words', () => {
    const schema = v.pipe(
      v.string(),
      v.check(() => true),
    );
    expect(() => convert(schema)).toThrow('give it a message that says what it asks for');
  });

  it('says a limit in bytes in words, and sets no length that would count something else', () => {
    expect(convert(v.pipe(v.string(), v.maxBytes(256)))).toEqual({
      type: 'string',
      description: 'Must be at most 256 bytes of UTF-8.',
    });
  });

  it('says what a length of text counts, but not of a list', () => {
    expect(convert(v.pipe(v.string(), v.maxLength(64)))).toMatchObject({
      maxLength: 64,
      description: 'Must be at most 64 UTF-16 code units long.',
    });
    expect(convert(v.pipe(v.array(v.string()), v.maxLength(64)))).not.toHaveProperty('description');
  });

  it('keeps a pattern and the words for it', () => {
    expect(convert(v.pipe(v.string(), v.regex(/^a+$/u, 'must be all a')))).toEqual({
      type: 'string',
      pattern: '^a+$',
      description: 'Must be all a.',
    });
  });

  it('says a pattern whose flags JSON Schema lacks in words alone, and refuses one without words', () => {
    const schema = convert(v.pipe(v.string(), v.regex(/^a+$/i, 'must be all a, large or small')));
    expect(JSON.parse(JSON.stringify(schema))).toEqual({
      type: 'string',
      description: 'Must be all a, large or small.',
    });
    expect(() => convert(v.pipe(v.string(), v.regex(/^a+$/i)))).toThrow('give it a message');
  });

  it('keeps the first of two patterns and says the second in words', () => {
    const schema = v.pipe(v.string(), v.regex(/^a/), v.regex(/b$/, 'must end with b'));
    expect(convert(schema)).toMatchObject({ pattern: '^a', description: 'Must end with b.' });
  });

  it('refuses what it cannot convert', () => {
    expect(() => convert(v.date())).toThrow('cannot be converted');
  });

  it('refers to a named schema where it is part of another', () => {
    const name = v.string();
    const { person } = jsonSchemas({ name, person: v.strictObject({ name, nick: v.optional(name) }) });
    expect(person).toEqual({
      type: 'object',
      properties: {
        name: { $ref: '#/components/schemas/name' },
        nick: { $ref: '#/components/schemas/name' },
      },
      required: ['name'],
      additionalProperties: false,
    });
  });
});

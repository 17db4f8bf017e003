import * as v from 'valibot';
import { fieldTable } from '../../scripts/protocol/field-table';
import { jsonSchemas } from '../../scripts/protocol/json-schemas';

const name = v.pipe(v.string(), v.minLength(1));

function tableOf(schema: v.GenericSchema, words: Record<string, string>, except: string[] = []): string[] {
  const { it: converted } = jsonSchemas({ name, it: schema });
  return fieldTable(converted, { words, except, what: 'it' }).split('\n');
}

describe('fieldTable', () => {
  it('shows type, presence, constraints and meaning of each field', () => {
    const schema = v.strictObject({
      who: name,
      limit: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1000)), 50),
      kind: v.optional(v.picklist(['A', 'B'])),
    });
    expect(tableOf(schema, { who: 'Who.', limit: 'How many.', kind: 'Which.' })).toEqual([
      '| field | type | presence | constraints | meaning |',
      '| --- | --- | --- | --- | --- |',
      '| `who` | [name](#name) | required |  | Who. |',
      '| `limit` | integer | default `50` | 1 to 1,000 | How many. |',
      '| `kind` | `"A"`, `"B"` | optional |  | Which. |',
    ]);
  });

  it('shows fields inside other ones by their path', () => {
    const schema = v.object({ list: v.array(v.object({ at: v.object({ x: v.number() }) })) });
    const rows = tableOf(schema, { list: 'List.', 'list[].at': 'Place.', 'list[].at.x': 'X.' });
    expect(rows.slice(2)).toEqual([
      '| `list` | array of object | required | List. |',
      '| `list[].at` | object | required | Place. |',
      '| `list[].at.x` | number | required | X. |',
    ]);
  });

  it('says which alternatives of a union have a field', () => {
    const schema = v.variant('kind', [
      v.object({ kind: v.literal('one'), shared: v.string(), size: v.number() }),
      v.object({ kind: v.picklist(['two', 'three']), shared: v.string(), size: v.optional(name) }),
      v.object({ kind: v.literal('four'), shared: v.string(), own: v.boolean() }),
    ]);
    const rows = tableOf(schema, { kind: 'K.', shared: 'S.', size: 'Z.', own: 'O.' });
    expect(rows.slice(2)).toEqual([
      '| `kind` | `"one"`, `"two"`, `"three"`, `"four"` | required | K. |',
      '| `shared` | string | required | S. |',
      '| `size` | number or [name](#name) | optional with `kind` `one`, `two`, `three` | Z. |',
      '| `own` | boolean | required with `kind` `four` | O. |',
    ]);
  });

  it('escapes what would end a cell', () => {
    const schema = v.object({ a: v.pipe(v.string(), v.regex(/^(x|y)$/)) });
    expect(tableOf(schema, { a: 'A.' })[2]).toContain('matches `^(x\\|y)$`');
  });

  it('leaves out the fields that it is told to', () => {
    expect(tableOf(v.object({ action: v.string() }), {}, ['action'])).toEqual(['No fields.']);
  });

  it('refuses a field without words, and words without a field', () => {
    const schema = v.object({ list: v.array(v.object({ a: v.string() })) });
    expect(() => tableOf(schema, { list: 'List.' })).toThrow(
      'unable to describe it; list[].a has no words in protocol/documentation',
    );
    expect(() => tableOf(schema, { list: 'List.', 'list[].a': 'A.', 'list[].b': 'B.' })).toThrow(
      'protocol/documentation has words for list[].b, which is no field',
    );
  });
});

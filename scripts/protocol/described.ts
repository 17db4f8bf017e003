import { objectsOf } from './fields';
import type { JsonSchema } from './json-schemas';

/** The schema with the meaning of each field in its description, before the rules that stand there already. */
export function described(
  schema: JsonSchema,
  words: Readonly<Record<string, string>>,
  prefix = '',
): JsonSchema {
  const inside = (one: JsonSchema, path: string) => described(one, words, path);
  const [item] = objectsOf([schema.items]);
  return {
    ...schema,
    ...(schema.oneOf && { oneOf: objectsOf(schema.oneOf).map((one) => inside(one, prefix)) }),
    ...(item && { items: inside(item, prefix.replace(/\.$/, '[].')) }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, property]) => {
          const [known = {}] = objectsOf([property]);
          const path = `${prefix}${name}`;
          return [name, explained(inside(known, `${path}.`), words[path])];
        }),
      ),
    }),
  };
}

function explained(schema: JsonSchema, meaning: string | undefined): JsonSchema {
  if (meaning === undefined) return schema;
  const description = [meaning, schema.description].filter(Boolean).join(' ');
  // Keywords beside a reference are ignored in draft-07.
  const { $ref, ...rest } = schema;
  return $ref === undefined ? { ...schema, description } : { allOf: [{ $ref }], ...rest, description };
}

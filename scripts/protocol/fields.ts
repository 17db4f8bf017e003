import type { JsonSchema } from './json-schemas';

/** One field of an object, wherever it stands in it. */
export interface Field {
  /** `chatId`, `reset.fromSeq`, `chats[].chatId` */
  path: string;
  /** What it may be: one schema, or several if the alternatives of a union differ. */
  schemas: JsonSchema[];
  /** Whether it must be there: `required`, `optional`, or its default; with the alternatives that have it. */
  presence: string;
}

/** The fields of an object, or of the alternatives of a union, in the order of the schema; a field's own fields follow it. */
export function fieldsOf(schema: JsonSchema, prefix = ''): Field[] {
  const alternatives = objectsOf(schema.oneOf ?? [schema]);
  const names = new Set(alternatives.flatMap((one) => Object.keys(one.properties ?? {})));
  return [...names].flatMap((name) => {
    const path = `${prefix}${name}`;
    const schemas = distinct(alternatives.flatMap((one) => propertyOf(one, name) ?? []));
    const presence = presenceAmong(alternatives, name);
    return [{ path, schemas, presence }, ...schemas.flatMap((one) => fieldsInside(one, path))];
  });
}

function fieldsInside(schema: JsonSchema, path: string): Field[] {
  const [item] = objectsOf([schema.items]);
  if (item?.properties !== undefined) return fieldsOf(item, `${path}[].`);
  return schema.properties === undefined ? [] : fieldsOf(schema, `${path}.`);
}

/** Without the booleans that JSON Schema allows in the place of a schema, and that valibot never makes. */
export function objectsOf(schemas: readonly unknown[]): JsonSchema[] {
  return schemas.filter((schema): schema is JsonSchema => typeof schema === 'object' && schema !== null);
}

function propertyOf(schema: JsonSchema, name: string): JsonSchema | undefined {
  return objectsOf([schema.properties?.[name]])[0];
}

function distinct(schemas: readonly JsonSchema[]): JsonSchema[] {
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

function presenceAmong(alternatives: readonly JsonSchema[], name: string): string {
  const having = alternatives.filter((one) => propertyOf(one, name) !== undefined);
  const presences = new Set(having.map((one) => presenceIn(one, name)));
  const presence = presences.size === 1 ? [...presences].join('') : 'optional';
  if (having.length === alternatives.length) return presence;
  const tag = tagOf(alternatives);
  const tags = having.flatMap((one) => valuesOf(propertyOf(one, tag)));
  return `${presence} with \`${tag}\` ${tags.map((value) => `\`${String(value)}\``).join(', ')}`;
}

function presenceIn(schema: JsonSchema, name: string): string {
  const fallback: unknown = propertyOf(schema, name)?.default;
  if (fallback !== undefined) return `default \`${JSON.stringify(fallback)}\``;
  return schema.required?.includes(name) === true ? 'required' : 'optional';
}

/** The field by which the alternatives of a union are told apart. */
function tagOf(alternatives: readonly JsonSchema[]): string {
  const [first] = alternatives;
  const tag = Object.keys(first?.properties ?? {}).find((name) => {
    const values = alternatives.flatMap((one) => valuesOf(propertyOf(one, name)));
    return values.length >= alternatives.length && new Set(values).size === values.length;
  });
  if (tag === undefined) throw new Error('unable to describe a union; no field tells its alternatives apart');
  return tag;
}

/** The only values that a schema allows, if it has such a list. */
export function valuesOf(schema: JsonSchema | undefined): unknown[] {
  if (schema?.const !== undefined) return [schema.const];
  return schema?.enum ?? [];
}

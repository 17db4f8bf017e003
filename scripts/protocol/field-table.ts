import { fieldsOf, objectsOf, valuesOf } from './fields';
import { type JsonSchema, schemasPointer } from './json-schemas';

const columns = ['field', 'type', 'presence', 'constraints', 'meaning'];

/**
 * A Markdown table of the fields but those in `except`, with their meaning. Throws if a field has no words, or words
 * have no field: one of the two has changed.
 */
export function fieldTable(
  schema: JsonSchema,
  { words, except = [], what }: { words: Readonly<Record<string, string>>; except?: string[]; what: string },
): string {
  const fields = fieldsOf(schema).filter(({ path }) => !except.includes(path));
  const paths = fields.map(({ path }) => path);
  refuseDifference(what, paths, Object.keys(words));
  if (fields.length === 0) return 'No fields.';
  const rows = fields.map(({ path, schemas, presence }) => [
    `\`${path}\``,
    typeOfAny(schemas),
    presence,
    distinct(schemas.flatMap(constraintsOf)).join('; '),
    words[path] ?? '',
  ]);
  // A column that says nothing is left out.
  const filled = columns.map((_name, column) => rows.some((row) => row[column] !== ''));
  return table(
    columns.filter((_name, column) => filled[column]),
    rows.map((row) => row.filter((_cell, column) => filled[column])),
  );
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replace(/\|/g, '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function refuseDifference(what: string, paths: readonly string[], described: readonly string[]): void {
  const missing = paths.filter((path) => !described.includes(path));
  const extra = described.filter((path) => !paths.includes(path));
  const complaints = [
    ...missing.map((path) => `${path} has no words in protocol/documentation`),
    ...extra.map((path) => `protocol/documentation has words for ${path}, which is no field`),
  ];
  if (complaints.length > 0) throw new Error(`unable to describe ${what}; ${complaints.join('; ')}`);
}

function typeOfAny(schemas: readonly JsonSchema[]): string {
  const values = schemas.flatMap(valuesOf);
  return schemas.every((schema) => valuesOf(schema).length > 0)
    ? valueList(values)
    : schemas.map(typeOf).join(' or ');
}

/** In the words of the page: `string`, `array of [Id](#id)`. */
export function typeOf(schema: JsonSchema): string {
  if (schema.$ref !== undefined) return linkTo(schema.$ref);
  const values = valuesOf(schema);
  if (values.length > 0) return valueList(values);
  if (schema.anyOf !== undefined) return objectsOf(schema.anyOf).map(typeOf).join(' or ');
  const [item] = objectsOf([schema.items]);
  if (item !== undefined) return `array of ${item.properties === undefined ? typeOf(item) : 'object'}`;
  const [value] = objectsOf([schema.additionalProperties]);
  if (value !== undefined) return `object: name → ${typeOf(value)}`;
  return typeof schema.type === 'string' ? schema.type : 'any';
}

function valueList(values: readonly unknown[]): string {
  return values.map((value) => `\`${JSON.stringify(value)}\``).join(', ');
}

function linkTo(reference: string): string {
  const name = reference.slice(schemasPointer.length);
  return `[${name}](#${name.toLowerCase()})`;
}

/** What the schema itself demands, beyond its type; a named type states its own elsewhere. */
export function constraintsOf(schema: JsonSchema): string[] {
  if (schema.$ref !== undefined) return [];
  const { minItems, maxItems, minLength, minimum, maximum, pattern, format } = schema;
  return [
    ...rangeOf(minItems, maxItems, 'elements'),
    ...rangeOf(minimum, maximum, ''),
    ...rangeOf(minLength, undefined, minLength === 1 ? 'character' : 'characters'),
    ...(pattern === undefined ? [] : [`matches \`${pattern}\``]),
    ...(format === undefined ? [] : [`format ${format}`]),
    ...rulesOf(schema),
  ];
}

/** The rules that the converter has put into words. */
export function rulesOf({ description = '' }: JsonSchema): string[] {
  return description
    .split(/(?<=\.) (?=[A-Z])/)
    .filter((rule) => rule !== '')
    .map((rule) => rule.charAt(0).toLowerCase() + rule.slice(1, -1));
}

function rangeOf(least: number | undefined, most: number | undefined, unit: string): string[] {
  const [low, high] = [least, most].map((bound) => bound?.toLocaleString('en-US'));
  const range =
    low === undefined
      ? high && `at most ${high}`
      : high === undefined
        ? `at least ${low}`
        : `${low} to ${high}`;
  return range === undefined || range === '' ? [] : [`${range} ${unit}`.trim()];
}

function distinct(words: readonly string[]): string[] {
  return [...new Set(words)];
}

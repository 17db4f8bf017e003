import { isObject, parseJson } from '../json';

export interface InputTransformer {
  readonly paths: Readonly<Record<string, string>>;
  readonly template: string;
}

/** What a JSONPath of the simple kind (`$`, `$.detail.id`, `$.resources[0]`) finds. */
export const valueAt = (event: unknown, path: string): unknown =>
  path
    .replace(/^\$\.?/, '')
    .split(/[.[\]]+/)
    .filter((part) => part !== '')
    .reduce<unknown>((value, part) => {
      if (Array.isArray(value)) return value.at(Number(part));
      return isObject(value) ? value[part.replace(/^['"]|['"]$/g, '')] : undefined;
    }, event);

const asText = (value: unknown): string =>
  value === undefined || value === null ? '' : typeof value === 'string' ? value : JSON.stringify(value);

/** Inside quotation marks a value stands as bare text, elsewhere as JSON. */
export const transformInput = (
  { paths, template }: InputTransformer,
  event: unknown,
  reserved: Readonly<Record<string, unknown>>,
): unknown => {
  const valueOf = (name: string): unknown =>
    name in reserved ? reserved[name] : valueAt(event, paths[name] ?? '$.');
  let isQuoted = false;
  const text = template.replace(/\\.|"|<([\w.-]+)>/g, (token, name: string | undefined) => {
    if (token === '"') isQuoted = !isQuoted;
    if (name === undefined || !(name in reserved || name in paths)) return token;
    const value = valueOf(name);
    return isQuoted ? JSON.stringify(asText(value)).slice(1, -1) : JSON.stringify(value ?? null);
  });
  return parseJson(text) ?? text;
};

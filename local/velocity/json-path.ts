import { isObject } from '../json';
import { TemplateError } from './template';

const STEP = /\.([\w-]+)|\['([^']*)'\]|\["([^"]*)"\]|\[(\d+)\]/y;

/** The keys of a path such as `$.a['b'][0]`; filters, wildcards and `..` are refused. */
export const jsonPathKeys = (path: string): string[] => {
  const keys: string[] = [];
  if (!path.startsWith('$')) throw new TemplateError(`the path ${path} does not begin with $`);
  for (STEP.lastIndex = 1; STEP.lastIndex < path.length;) {
    const match = STEP.exec(path);
    if (!match) throw new TemplateError(`the path ${path} uses more than names and positions`);
    keys.push(match.slice(1).join(''));
  }
  return keys;
};

const memberOf = (value: unknown, key: string): unknown => {
  if (Array.isArray(value)) {
    const list: readonly unknown[] = value;
    return list[Number(key)];
  }
  return isObject(value) ? value[key] : undefined;
};

export const valueAt = (value: unknown, keys: readonly string[]): unknown =>
  keys.reduce((parent, key) => memberOf(parent, key), value);

import { isObject, type JsonObject } from '../json';

/** A pattern of FilterCriteria: an object of fields, whose leaves are lists of alternatives. */
export type EventPattern = JsonObject;

type Test = (value: unknown, operand: unknown) => boolean;

const textTest =
  (test: (value: string, operand: string) => boolean): Test =>
  (value, operand) => {
    if (typeof value !== 'string') return false;
    if (isObject(operand) && typeof operand['equals-ignore-case'] === 'string')
      return test(value.toLowerCase(), operand['equals-ignore-case'].toLowerCase());
    return typeof operand === 'string' && test(value, operand);
  };

const comparisons: Readonly<Partial<Record<string, (value: number, bound: number) => boolean>>> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
};

/** `["operator", bound, …]`: all must hold. */
const numeric: Test = (value, operand) => {
  if (typeof value !== 'number' || !Array.isArray(operand)) return false;
  for (let at = 0; at < operand.length; at += 2) {
    const bound: unknown = operand[at + 1];
    const compare = comparisons[String(operand[at])];
    if (!compare || typeof bound !== 'number' || !compare(value, bound)) return false;
  }
  return true;
};

const wildcard = textTest((value, operand) => {
  const source = operand.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${source.join('.*')}$`, 's').test(value);
});

const anyOf = (operand: unknown): readonly unknown[] => (Array.isArray(operand) ? operand : [operand]);

/** Values, or one operator whose operand may be a list. */
const anythingBut: Test = (value, operand) => {
  if (!isObject(operand)) return !anyOf(operand).includes(value);
  return !Object.entries(operand).some(([name, list]) =>
    anyOf(list).some((one) => tests[name]?.(value, one) ?? false),
  );
};

const tests: Readonly<Partial<Record<string, Test>>> = {
  prefix: textTest((value, operand) => value.startsWith(operand)),
  suffix: textTest((value, operand) => value.endsWith(operand)),
  'equals-ignore-case': textTest((value, operand) => value.toLowerCase() === operand.toLowerCase()),
  wildcard,
  numeric,
  'anything-but': anythingBut,
};

const matchesAlternative = (value: unknown, alternative: unknown): boolean => {
  if (!isObject(alternative)) return value === alternative;
  const entry = Object.entries(alternative)[0];
  if (entry?.[0] === 'exists') return entry[1] === (value !== undefined);
  return entry !== undefined && value !== undefined && (tests[entry[0]]?.(value, entry[1]) ?? false);
};

/** A list as a value matches when one of its elements does. */
const matchesLeaf = (value: unknown, alternatives: readonly unknown[]): boolean =>
  alternatives.some((alternative) =>
    Array.isArray(value) && value.length > 0
      ? value.some((element) => matchesAlternative(element, alternative))
      : matchesAlternative(value, alternative),
  );

const matchesField = (value: unknown, pattern: unknown): boolean => {
  if (Array.isArray(pattern)) return !isObject(value) && matchesLeaf(value, pattern);
  if (!isObject(pattern)) return false;
  return Array.isArray(value)
    ? value.some((element) => matchesPattern(element, pattern))
    : matchesPattern(value, pattern);
};

/** Whether a value has what the pattern asks for, by the comparison rules of EventBridge and of Lambda's event filters. */
export const matchesPattern = (value: unknown, pattern: EventPattern): boolean =>
  Object.entries(pattern).every(([name, expected]) => {
    if (name === '$or')
      return Array.isArray(expected) && expected.some((one) => isObject(one) && matchesPattern(value, one));
    return matchesField(isObject(value) ? value[name] : undefined, expected);
  });

const known = new Set([...Object.keys(tests), 'exists', 'equals-ignore-case']);

/** The operators in a pattern that nothing here compares by: such a pattern must not silently match nothing. */
export const unknownOperators = (pattern: unknown): string[] => {
  if (Array.isArray(pattern)) {
    return pattern.filter(isObject).flatMap((alternative) => {
      const name = Object.keys(alternative)[0] ?? '{}';
      return known.has(name) ? [] : [name];
    });
  }
  if (!isObject(pattern)) return [];
  return Object.entries(pattern).flatMap(([name, value]) =>
    name === '$or' && Array.isArray(value) ? value.flatMap(unknownOperators) : unknownOperators(value),
  );
};

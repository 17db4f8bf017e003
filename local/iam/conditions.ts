import { matchesWildcard } from './wildcard';

export interface Condition {
  readonly operator: string;
  /** In lower case: names of keys have no case. */
  readonly key: string;
  readonly values: readonly string[];
}

/** What is known about a call, by condition key in lower case. */
export type Context = Readonly<Partial<Record<string, readonly string[]>>>;

type Test = (expected: string, actual: string) => boolean;

/** The six parts of an ARN are compared one by one: a `*` in one does not reach into the next. */
const arnLike: Test = (expected, actual) => {
  const parts = (arn: string): string[] => {
    const [head, rest] = [arn.split(':').slice(0, 5), arn.split(':').slice(5).join(':')];
    return [...head, rest];
  };
  const given = parts(actual);
  return parts(expected).every((pattern, index) => matchesWildcard(pattern, given[index] ?? ''));
};

const numeric =
  (holds: (actual: number, expected: number) => boolean): Test =>
  (expected, actual) =>
    holds(Number(actual), Number(expected));

const sameText: Test = (expected, actual) => expected.toLowerCase() === actual.toLowerCase();

/** Each also exists with `Not`, with the suffix IfExists and for sets of values. */
const tests: Readonly<Partial<Record<string, Test>>> = {
  StringEquals: (expected, actual) => expected === actual,
  StringEqualsIgnoreCase: sameText,
  StringLike: matchesWildcard,
  ArnEquals: arnLike,
  ArnLike: arnLike,
  Bool: sameText,
  NumericEquals: numeric((actual, expected) => actual === expected),
  NumericLessThan: numeric((actual, expected) => actual < expected),
  NumericLessThanEquals: numeric((actual, expected) => actual <= expected),
  NumericGreaterThan: numeric((actual, expected) => actual > expected),
  NumericGreaterThanEquals: numeric((actual, expected) => actual >= expected),
};

interface Operator {
  readonly set: string | undefined;
  readonly name: string;
  readonly isNegated: boolean;
  readonly ifExists: boolean;
}

const readOperator = (text: string): Operator => {
  const [, set, full = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(.*?)(IfExists)?$/.exec(text) ?? [];
  const isNegated = /^(String|Arn|Numeric)Not/.test(full);
  return {
    set,
    name: isNegated ? full.replace('Not', '') : full,
    isNegated,
    ifExists: ifExists !== undefined,
  };
};

export const isKnownOperator = (text: string): boolean => {
  const { name } = readOperator(text);
  return name === 'Null' || name in tests;
};

/** Whether one condition holds. Several values are alternatives; a negated operator wants none of them. */
export const holds = ({ operator, key, values }: Condition, context: Context): boolean => {
  const { set, name, isNegated, ifExists } = readOperator(operator);
  const actual = context[key] ?? [];
  if (name === 'Null') return values.some((value) => (actual.length === 0) === (value === 'true'));
  if (actual.length === 0) return ifExists || (set === undefined ? isNegated : set === 'ForAllValues');
  const test = tests[name];
  if (!test) return false;
  const fits = (one: string): boolean => values.some((value) => test(value, one)) !== isNegated;
  return set === 'ForAllValues' || (set === undefined && isNegated) ? actual.every(fits) : actual.some(fits);
};

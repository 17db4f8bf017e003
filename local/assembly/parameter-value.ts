import { LocalError } from '../local-error';
import { type Assembly, type Stack } from './read-assembly';

type Given = Readonly<Record<string, string>>;

const SSM_VALUE = /^AWS::SSM::Parameter::Value<(.+)>$/;

const isList = (type: string): boolean => type === 'CommaDelimitedList' || type.startsWith('List<');

const typed = (type: string, value: unknown): unknown =>
  typeof value === 'string' && isList(type) ? value.split(',').map((item) => item.trim()) : value;

const missing = (stack: Stack, name: string, why: string): never => {
  throw new LocalError(`Stack ${stack.name}: the parameter ${name} ${why}; pass --parameter ${name}=VALUE.`);
};

/**
 * What a stack's parameter is. The default of one whose value lies in the Parameter Store is only the name there, so its
 * value has to be given.
 */
export const parameterValue = (stack: Stack, name: string, given: Given): unknown => {
  const { Type: type = 'String', Default: fallback } = stack.template.Parameters[name] ?? {};
  const stored = SSM_VALUE.exec(type)?.[1];
  const value = given[name];
  if (value !== undefined) return typed(stored ?? type, value);
  if (stored !== undefined)
    return missing(stack, name, `is read from the Parameter Store (${String(fallback)}), which is not here`);
  return fallback === undefined ? missing(stack, name, 'has no value') : typed(type, fallback);
};

/** A parameter that no template has is a slip of the pen; what has a colon in its name is a dynamic reference. */
export const checkParameters = ({ stacks }: Assembly, given: Given = {}): void => {
  const known = new Set(stacks.flatMap(({ template }) => Object.keys(template.Parameters)));
  const unknown = Object.keys(given).find((name) => !name.includes(':') && !known.has(name));
  if (unknown === undefined) return;
  const all = [...known].sort().join(', ') || 'none';
  throw new LocalError(`No template has a parameter ${unknown}; parameters there are: ${all}.`);
};

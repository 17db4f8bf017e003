import { isObject } from '../json';
import { conditions } from './conditions';
import { NO_VALUE, type Scope } from './scope';

type Intrinsic = (args: unknown, scope: Scope) => unknown;

const getAtt: Intrinsic = (args, scope) => {
  const path = typeof args === 'string' ? args.split('.') : scope.list(args).map((part) => scope.text(part));
  const [logicalId = '', ...attribute] = path;
  return scope.attribute(logicalId, attribute.join('.'));
};

const join: Intrinsic = (args, scope) => {
  const [separator, parts] = scope.list(args);
  return scope
    .list(scope.resolve(parts))
    .filter((part) => part !== NO_VALUE)
    .map((part) => scope.text(part))
    .join(scope.text(separator));
};

/** One ${Name} of Fn::Sub: a local variable, a Logical.Attribute, or a Ref; ${!Name} is the literal ${Name}. */
const substitute = (name: string, variables: Record<string, unknown>, scope: Scope): string => {
  if (name.startsWith('!')) return `\${${name.slice(1)}}`;
  if (name in variables) return scope.text(variables[name]);
  return name.includes('.') ? scope.text(getAtt(name, scope)) : scope.text(scope.ref(name));
};

const sub: Intrinsic = (args, scope) => {
  const [template, variables] = Array.isArray(args) ? scope.list(args) : [args, {}];
  return scope
    .text(template)
    .replace(/\$\{([^}]+)\}/g, (_, name: string) =>
      substitute(name.trim(), isObject(variables) ? variables : {}, scope),
    );
};

const select: Intrinsic = (args, scope) => {
  const [index, values] = scope.list(args);
  const list = scope.list(scope.resolve(values));
  const position = Number(scope.resolve(index));
  return position in list
    ? scope.resolve(list[position])
    : scope.fail(`Fn::Select has no element ${position}`);
};

const split: Intrinsic = (args, scope) => {
  const [separator, value] = scope.list(args);
  return scope.text(value).split(scope.text(separator));
};

const getAvailabilityZones: Intrinsic = (args, scope) => {
  const region = scope.text(args) || scope.stack.region;
  return ['a', 'b', 'c'].map((zone) => `${region}${zone}`);
};

const findInMap: Intrinsic = (args, scope) => {
  const [map = '', top = '', second = ''] = scope.list(args).map((key) => scope.text(key));
  const value = scope.stack.template.Mappings[map]?.[top]?.[second];
  return value === undefined ? scope.fail(`Fn::FindInMap finds nothing at ${map}.${top}.${second}`) : value;
};

const getStackOutput: Intrinsic = (args, scope) => {
  if (!isObject(args)) return scope.fail('Fn::GetStackOutput needs StackName and OutputName');
  return scope.stackOutput(scope.text(args['StackName']), scope.text(args['OutputName']));
};

/** Every intrinsic function the runtime understands, by its CloudFormation name. */
export const intrinsics: Readonly<Partial<Record<string, Intrinsic>>> = {
  Ref: (args, scope) => scope.ref(scope.text(args)),
  'Fn::GetAtt': getAtt,
  'Fn::Join': join,
  'Fn::Sub': sub,
  'Fn::Select': select,
  'Fn::Split': split,
  'Fn::GetAZs': getAvailabilityZones,
  'Fn::FindInMap': findInMap,
  'Fn::ImportValue': (args, scope) => scope.importValue(scope.text(args)),
  'Fn::GetStackOutput': getStackOutput,
  'Fn::Base64': (args, scope) => Buffer.from(scope.text(args)).toString('base64'),
  ...conditions,
};

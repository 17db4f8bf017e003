import { type Resource, type StackTemplate } from './synthesize';

/** Wide enough that most resources stand on one line, narrow enough to read. */
const columns = 118;

/**
 * A stack as a person reads it: one entry per resource, references as `${LogicalId}`, what is the same everywhere
 * left out. Logical ids are kept whole: a new one is a new resource, and the old one is deleted with what it holds.
 */
export function rendition(template: StackTemplate): string {
  const outputs = Object.entries(template.Outputs ?? {});
  const own = outputs.filter(([, output]) => output.Export === undefined);
  return [
    ...Object.keys(parametersOf(template)).map((name) => `parameter ${name}`),
    ...Object.entries(template.Resources).map(([id, resource]) => `${id} ${written(shown(resource), '')}`),
    ...own.map(([name, output]) => `output ${name} ${written(resolved(output.Value), '')}`),
    ...outputs.filter(([, output]) => output.Export !== undefined).map(([name]) => `export ${name}`),
  ].join('\n');
}

/** What differs between two stages, one line per value: `LogicalId.Property: dev value -> other value`. */
export function differences(from: StackTemplate, to: StackTemplate, stage: string): string[] {
  const [before, after] = [leaves(comparable(from)), leaves(comparable(to, stage))];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  return paths
    .filter((path) => before.get(path) !== after.get(path))
    .map((path) => `${path}: ${before.get(path) ?? 'nothing'} -> ${after.get(path) ?? 'nothing'}`)
    .sort();
}

export function parametersOf(template: StackTemplate): Readonly<Record<string, unknown>> {
  const { BootstrapVersion: _, ...own } = template.Parameters ?? {};
  return own;
}

/** A value of a template with its intrinsic functions written as text. */
export function resolved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(resolved);
  if (typeof value !== 'object' || value === null) return value;
  const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
  if (others.length === 0 && name === 'Ref') return `\${${String(argument)}}`;
  if (others.length === 0 && name.startsWith('Fn::')) return intrinsic(name, argument);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, resolved(part)]));
}

function intrinsic(name: string, argument: unknown): string {
  if (name === 'Fn::GetAtt') return `\${${(argument as string[]).join('.')}}`;
  if (name === 'Fn::ImportValue') return `\${${imported(argument as string)}}`;
  if (name === 'Fn::Sub') return String(argument);
  if (name === 'Fn::Join') return (resolved((argument as [string, unknown[]])[1]) as string[]).join('');
  throw new Error(`The rendition does not know ${name}`);
}

/** `Data:ExportsOutputFnGetAttTablesMessages5F3A57D1Arn718BE6B5` -> `Data.Messages.Arn`. */
function imported(exportName: string): string {
  const match = /^(\w+):ExportsOutput(Ref|FnGetAtt)Tables([A-Za-z]+?)[0-9A-F]{8}(Arn)?[0-9A-F]{8}/.exec(
    exportName,
  );
  return match ? [match[1], match[3], match[4] ?? 'Name'].join('.') : exportName;
}

/** The permissions of a policy document as `dynamodb:Query on ${Data.Messages.Arn}`. */
export function permissions(document: unknown): string[] {
  const { Statement } = resolved(document) as { Statement: Statement[] };
  return Statement.map(
    ({ Effect, Action, Resource }) =>
      `${Effect === 'Allow' ? '' : `${Effect} `}${list(Action).join(' ')} on ${list(Resource).join(' ')}`,
  );
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
}

function list(value: string | string[]): string[] {
  return [value].flat();
}

/** What is worth reading of a resource: not the asset, the trust of Lambda, or what repeats the logical id. */
function shown(resource: Resource): Record<string, unknown> {
  const { Code, AssumeRolePolicyDocument, PolicyName, Environment, PolicyDocument, ...rest } =
    resource.Properties;
  return {
    Type: resource.Type.replace('AWS::', ''),
    ...(resource.DeletionPolicy !== undefined && { DeletionPolicy: resource.DeletionPolicy }),
    ...(resolved(rest) as object),
    ...(Environment !== undefined && {
      Environment: (resolved(Environment) as { Variables: unknown }).Variables,
    }),
    ...(PolicyDocument !== undefined && { Permissions: permissions(PolicyDocument) }),
  };
}

function written(value: unknown, indent: string): string {
  const line = inline(value);
  if (line.length + indent.length <= columns - 40 || typeof value !== 'object' || value === null) return line;
  const deeper = `${indent}  `;
  const entry = ([key, part]: [string, unknown]) =>
    `${deeper}${Array.isArray(value) ? '-' : `${key}:`} ${written(part, deeper)}`;
  return `\n${Object.entries(value).map(entry).join('\n')}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${inline(part)}`);
  return `{ ${parts.join(', ')} }`;
}

function comparable(template: StackTemplate, stage = 'dev'): object {
  const entries = Object.entries(template.Resources).map(([id, resource]) => [id, shown(resource)]);
  const shape = { ...Object.fromEntries(entries), Parameters: parametersOf(template) } as object;
  const text = JSON.stringify(shape).replaceAll(`/${stage}`, '/{stage}');
  return JSON.parse(text) as object;
}

function leaves(value: object, path = ''): Map<string, string> {
  const all = Object.entries(value).flatMap(([key, part]: [string, unknown]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return typeof part === 'object' && part !== null
      ? [...leaves(part, here)]
      : [[here, String(part)] as const];
  });
  return new Map(all);
}

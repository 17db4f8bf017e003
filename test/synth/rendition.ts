import { type Resource, type StackTemplate } from './synthesize';

const columns = 110;

/**
 * A stack as a person reads it: one entry per resource, references as `${LogicalId}`, what is the same everywhere
 * left out. Logical ids are kept whole: a new one is a new resource, and the old one is deleted with what it holds.
 */
export function rendition(template: StackTemplate): string {
  const outputs = Object.entries(template.Outputs ?? {});
  const own = outputs.filter(([, output]) => output.Export === undefined);
  return [
    ...Object.keys(parametersOf(template)).map((name) => `parameter ${name}`),
    ...Object.entries(template.Resources).map(([id, resource]) => entry(id, resource)),
    ...own.map(([name, output]) => `output ${name} ${inline(resolved(output.Value))}`),
    ...outputs.filter(([, output]) => output.Export !== undefined).map(([name]) => `export ${name}`),
  ].join('\n');
}

/** One resource: its id, its type, what becomes of it with its stack, and below that its properties. */
function entry(id: string, resource: Resource): string {
  const { Type, DeletionPolicy, ...rest } = shown(resource);
  const kept = DeletionPolicy === undefined ? '' : ` (${inline(DeletionPolicy)})`;
  const body = Type === 'Lambda::Permission' ? invocation(rest) : written(rest);
  return `${id}  ${String(Type)}${kept}${body === '' ? '' : `\n${body}`}`;
}

function invocation({ FunctionName, SourceArn }: Record<string, unknown>): string {
  return `  ${inline(SourceArn)} -> ${inline(FunctionName)}`;
}

/** What differs between two stages, one line per value: `LogicalId.Property: value here -> value there`. */
export function differences(here: StackTemplate, there: StackTemplate): string[] {
  return changes(comparable(here), comparable(there), '').sort();
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
  if (name === 'Fn::GetAZs') return '${AZs}';
  if (name === 'Fn::Select') return (argument as [string, unknown]).map(resolved).join(' of ');
  if (name === 'Fn::Sub') return String(argument);
  if (name === 'Fn::Split') return (argument as [string, unknown]).map(resolved).reverse().join(' by ');
  if (name === 'Fn::Join') return (resolved((argument as [string, unknown[]])[1]) as string[]).join('');
  throw new Error(`The rendition does not know ${name}`);
}

const exported =
  /^(\w+):ExportsOutput(Ref|FnGetAtt)(Tables|Encryption|Network|Cache)([A-Za-z0-9]*?)[0-9A-F]{8}(Arn|ARN|GroupId|Endpoint\w+)?[0-9A-F]{8}/;

/** `Data:ExportsOutputFnGetAttTablesMessages5F3A57D1Arn718BE6B5` -> `Data.Messages.Arn`. */
function imported(exportName: string): string {
  const match = exported.exec(exportName);
  return match ? [match[1], match[4] === '' ? match[3] : match[4], match[5] ?? 'Name'].join('.') : exportName;
}

/** The permissions of a policy document as `kms:Decrypt on ${Data.Key.Arn} if kms:ViaService StringEquals …`. */
export function permissions(document: unknown): string[] {
  const { Statement } = resolved(document) as { Statement: Statement[] };
  return Statement.map(({ Effect, Action, Resource, Principal, Condition }) =>
    [
      ...(Effect === 'Allow' ? [] : [Effect]),
      ...list(Action),
      'on',
      ...list(Resource),
      ...Object.values(Principal ?? {}).flatMap((who) => ['for', ...list(who)]),
      ...Object.entries(Condition ?? {}).flatMap(([operator, tests]) =>
        Object.entries(tests).flatMap(([key, value]) => ['if', key, operator, value]),
      ),
    ].join(' '),
  );
}

interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Principal?: Readonly<Record<string, string | string[]>>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

function list(value: string | string[]): string[] {
  return [value].flat();
}

/** What is the same for all of a kind, repeats the logical id, or changes with a handler's code. */
const unread = new Set([
  'ApiId',
  'AssumeRolePolicyDocument',
  'AttributeDefinitions',
  'Code',
  'Content',
  'Handler',
  'PolicyName',
  'Roles',
  'RouteResponseKey',
  'SourceObjectKeys',
]);

/** What is worth reading of a resource. */
function shown(resource: Resource): Record<string, unknown> {
  const { Environment, PolicyDocument, KeyPolicy, AccessLogSettings, ...rest } = resource.Properties;
  const policy = PolicyDocument ?? KeyPolicy;
  const own = Object.entries(rest).filter(([key]) => !unread.has(key));
  return {
    Type: resource.Type.replace('AWS::', ''),
    ...(resource.DeletionPolicy !== undefined && { DeletionPolicy: resource.DeletionPolicy }),
    ...(resolved(Object.fromEntries(own)) as object),
    ...(Environment !== undefined && {
      Environment: (resolved(Environment) as { Variables: unknown }).Variables,
    }),
    ...(AccessLogSettings !== undefined && { AccessLogs: accessLogs(AccessLogSettings) }),
    ...(policy !== undefined && { Permissions: permissions(policy) }),
  };
}

function accessLogs(settings: unknown): object {
  const { DestinationArn, Format } = resolved(settings) as Record<string, string>;
  return { DestinationArn, ...(JSON.parse(Format!) as object) };
}

/** As many `name: value` as fit on a line; lists of permissions and variables one to a line. */
function written(value: object): string {
  const lines = [''];
  for (const [key, part] of Object.entries(value)) {
    if (listed.has(key)) lines.push(...Object.entries(part as object).map((entry) => item(entry)), '');
    else if (lines.at(-1)!.length + inline(part).length + key.length > columns)
      lines.push(`  ${key}: ${inline(part)}`);
    else lines.push(`${lines.pop()!}  ${key}: ${inline(part)}`);
  }
  return lines.filter((line) => line !== '').join('\n');
}

const listed = new Set(['AccessLogs', 'Environment', 'Permissions']);

function item([key, part]: [string, unknown]): string {
  return /^\d+$/.test(key) ? `    ${inline(part)}` : `    ${key} = ${inline(part)}`;
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value).map(([key, part]) => `${key}: ${inline(part)}`);
  return `{ ${parts.join(', ')} }`;
}

/** Without what must differ between stages: their names in addresses, and the account of stage local. */
function comparable(template: StackTemplate): unknown {
  const entries = Object.entries(template.Resources).map(([id, resource]) => [
    id,
    unordered(shown(resource)),
  ]);
  const shape = { ...Object.fromEntries(entries), Parameters: parametersOf(template) } as object;
  const text = JSON.stringify(shape)
    .replaceAll(/\/(dev|prod|local)(?=[/"])/g, '/{stage}')
    .replaceAll('000000000000', '${AWS::AccountId}');
  return JSON.parse(text);
}

/** Permissions by what they allow: where they stand in the list is no difference. */
function unordered({ Permissions, ...rest }: Record<string, unknown>): object {
  if (!Array.isArray(Permissions)) return rest;
  return { ...rest, Permissions: Object.fromEntries(Permissions.map((line: string) => [line, 'granted'])) };
}

function changes(here: unknown, there: unknown, path: string): string[] {
  if (isObject(here) && isObject(there)) {
    const keys = [...new Set([...Object.keys(here), ...Object.keys(there)])];
    return keys.flatMap((key) => changes(here[key], there[key], path === '' ? key : `${path}.${key}`));
  }
  return here === there ? [] : [`${path}: ${summary(here)} -> ${summary(there)}`];
}

function summary(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (isObject(value) && typeof value['Type'] === 'string') return value['Type'];
  return inline(value).length > columns ? 'something' : inline(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { AwsCall } from '../../local/aws/aws-call';

/** One action on one resource that the template of the chat grants to one function. */
export interface Grant {
  /** As in `SendMessage dynamodb:PutItem Messages`. */
  readonly name: string;
  readonly policyId: string;
  readonly statementIndex: number;
  readonly action: string;
  readonly resourceIndex: number;
}

interface Statement {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
}

interface Template {
  Resources: Record<string, { Type: string; Properties: { PolicyDocument: { Statement: Statement[] } } }>;
}

const fileName = 'Parley-local-Chat.template.json';

const readTemplate = (assembly: string): Template =>
  JSON.parse(readFileSync(join(assembly, fileName), 'utf8')) as Template;

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Where the worker is that hears of failed pushes. */
const failures = /^ApplicationsFailures/;

/** Messages, Chats or Connections; FanOut, Push, PushFailures or DeliveryCheck; POST or DELETE; the platform of an application or endpoint. */
function targetOf(resource: unknown): string {
  const text = JSON.stringify(resource);
  const target = /(?<=Tables)[A-Z][a-z]+|\w+(?=Queue)|\w+(?=\/@connections)|(?<=:(?:app|endpoint)\/)\w+/.exec(
    text,
  )?.[0];
  if (target === undefined) throw new Error(`what is ${text}?`);
  return target.replace(failures, 'PushFailures');
}

/** A logical id without the constructs around the one that has the function. */
const shortName = (logicalId: string): string =>
  logicalId.replace(failures, 'PushFailures').replace(/^(Actions|Sockets|Applications)/, '');

const functionOf = (policyId: string): string =>
  shortName(policyId).replace(/(Worker)?RoleDefaultPolicy\w+$/, '');

/**
 * What the functions may do with tables, queues and sockets; how they write their logs, get their addresses and come into
 * the cache is not looked at: here the cache takes everyone.
 */
export function grantsOf(assembly: string): Grant[] {
  return Object.entries(readTemplate(assembly).Resources)
    .filter(([, { Type }]) => Type === 'AWS::IAM::Policy')
    .flatMap(([policyId, { Properties }]) =>
      Properties.PolicyDocument.Statement.flatMap((statement, statementIndex) =>
        listOf(statement.Resource).flatMap((resource, resourceIndex) =>
          listOf(statement.Action)
            .filter((action) => !/^(logs|ec2|elasticache):/.test(action))
            .map((action) => ({
              name: `${functionOf(policyId)} ${action} ${targetOf(resource)}`,
              policyId,
              statementIndex,
              action,
              resourceIndex,
            })),
        ),
      ),
    );
}

const made: string[] = [];

/** A copy of the assembly whose template lacks one grant and is the same in all else. */
export function withoutGrant(assembly: string, grant: Grant): string {
  const folder = mkdtempSync(join(tmpdir(), 'grants-'));
  made.push(folder);
  for (const name of readdirSync(assembly)) {
    if (name !== fileName) symlinkSync(resolve(assembly, name), join(folder, name));
  }
  const template = readTemplate(assembly);
  const document = template.Resources[grant.policyId]!.Properties.PolicyDocument;
  document.Statement = document.Statement.flatMap((statement, index) =>
    index === grant.statementIndex ? splitOff(statement, grant) : [statement],
  );
  writeFileSync(join(folder, fileName), JSON.stringify(template));
  return folder;
}

/** The statement's other actions on all its resources, and its action on the others of them. */
function splitOff(statement: Statement, { action, resourceIndex }: Grant): Statement[] {
  const resources = listOf(statement.Resource);
  return [
    { ...statement, Action: listOf(statement.Action).filter((one) => one !== action) },
    { ...statement, Action: [action], Resource: resources.filter((_one, index) => index !== resourceIndex) },
  ].filter(({ Action, Resource }) => Action.length > 0 && listOf(Resource).length > 0);
}

export function removeCopies(): void {
  for (const folder of made.splice(0)) rmSync(folder, { recursive: true, force: true });
}

const callerOf = (functionName: string): string =>
  shortName(functionName).replace(/(Worker)?Function\w*$/, '');

/** The grant that a call needs, by name. */
export function nameOfCall({ functionName = '', service, operation, resource }: AwsCall): string {
  const caller = callerOf(functionName);
  if (service === 'execute-api') return `${caller} execute-api:ManageConnections ${operation}`;
  return `${caller} ${service}:${operation.replace(/Batch$/, '')} ${targetOf(resource)}`;
}

/** The grant whose lack a line of the log reports, by name. */
export function nameOfDenial(line: string): string {
  const [, caller = '', action = '', resource = '', missing = ''] =
    /^iam +(\w+): (\S+) on (\S+) is not allowed; missing (.*)$/.exec(line) ?? [];
  const statement = JSON.parse(missing) as Statement;
  if (statement.Action !== action) throw new Error(`${line} names another action`);
  return `${callerOf(caller)} ${action} ${targetOf(resource)}`;
}

import * as v from 'valibot';
import { NotRunError, orNotRun } from '../assembly/not-run-error';
import { isObject } from '../json';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { textRecord } from './schemas';

export const environmentEntry = v.optional(v.looseObject({ Variables: v.optional(textRecord, {}) }), {});

const EXECUTE_API = /(?:https|wss):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/g;

/** A stage's callback address points to AWS; here @connections answers at the AWS endpoint. */
const localize = (resource: Resource, variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      value.replace(EXECUTE_API, `${resource.awsUrl}/execute-api/$1`),
    ]),
  );

/** Lambda refuses a function whose environment sets one of these. */
const RESERVED = new Set([
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
]);

const MAX_VARIABLES_BYTES = 4096;

const check = (resource: Resource, variables: Readonly<Record<string, string>>): void => {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0)
    resource.fail(`Lambda reserves the environment variable ${reserved.join(', ')}; choose another name`);
  if (Buffer.byteLength(JSON.stringify(variables)) > MAX_VARIABLES_BYTES)
    resource.fail('its environment variables exceed the 4 KB that Lambda allows');
};

/** A variable whose value is not known here says so itself, and is named at start: the function runs with the others. */
const withPlaceholders = (resource: Resource, plan: Plan): Record<string, string> => {
  const environment = resource.unresolved('Environment');
  const variables = isObject(environment) ? environment['Variables'] : undefined;
  const values = Object.entries(isObject(variables) ? variables : {}).map(([name, value]) => {
    const resolved = orNotRun(() => resource.resolve(value));
    if (!(resolved instanceof NotRunError)) return [name, resolved] as const;
    const placeholder = `not run: ${resolved.missing.name}`;
    const place = `${resource.logicalId}.Environment.Variables.${name} (${resource.type})`;
    plan.notRun.push(`${resolved.listed(place)}; its value is ${JSON.stringify(placeholder)}`);
    return [name, placeholder] as const;
  });
  const given = values.filter(([, value]) => typeof value !== 'symbol');
  return resource.parse(textRecord, Object.fromEntries(given));
};

/** The environment variables that a function's template asks for. */
export const environmentOf = (resource: Resource, plan: Plan): Record<string, string> => {
  const whole = orNotRun(() => resource.properties({ Environment: environmentEntry }));
  const variables =
    whole instanceof NotRunError ? withPlaceholders(resource, plan) : whole.Environment.Variables;
  check(resource, variables);
  return localize(resource, variables);
};

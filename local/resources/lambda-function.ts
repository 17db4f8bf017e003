import { createHash } from 'node:crypto';
import * as v from 'valibot';
import { codeFolder } from './lambda-code';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { numeric, textRecord } from './schemas';

const entries = {
  Handler: v.optional(v.string()),
  Runtime: v.optional(v.string()),
  Timeout: v.optional(numeric, 3),
  MemorySize: v.optional(numeric, 128),
  ReservedConcurrentExecutions: v.optional(numeric),
  DeadLetterConfig: v.optional(v.looseObject({ TargetArn: v.optional(v.string()) })),
  Environment: v.optional(v.looseObject({ Variables: v.optional(textRecord, {}) }), {}),
};

const functionName = (resource: Resource): string => resource.physicalName('FunctionName', 64);

const functionArn = (resource: Resource): string =>
  resource.arn('lambda', `function:${functionName(resource)}`);

const EXECUTE_API = /(?:https|wss):\/\/([a-z0-9]+)\.execute-api\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?/g;

/** A stage's callback address points to AWS; here @connections answers at the AWS endpoint. */
const localize = (resource: Resource, variables: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [
      name,
      value.replace(EXECUTE_API, `${resource.awsUrl}/execute-api/$1`),
    ]),
  );

/** Shaped like a temporary key of AWS, the same at every start. */
const accessKeyFor = (resource: Resource): string => {
  const digest = createHash('sha256').update(`${resource.stack.name}/${resource.logicalId}`).digest('hex');
  return `ASIA${digest.slice(0, 16).toUpperCase()}`;
};

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

const checkVariables = (resource: Resource, variables: Readonly<Record<string, string>>): void => {
  const reserved = Object.keys(variables).filter((name) => RESERVED.has(name));
  if (reserved.length > 0)
    resource.fail(`Lambda reserves the environment variable ${reserved.join(', ')}; choose another name`);
  if (Buffer.byteLength(JSON.stringify(variables)) > MAX_VARIABLES_BYTES)
    resource.fail('its environment variables exceed the 4 KB that Lambda allows');
};

const deadLetterOf = (resource: Resource, arn: string | undefined): { deadLetterArn?: string } => {
  if (arn === undefined) return {};
  if (!arn.includes(':sqs:')) resource.fail('only an SQS queue can be a dead-letter target here');
  return { deadLetterArn: arn };
};

const planFunction = (resource: Resource, plan: Plan): void => {
  const properties = resource.properties(entries);
  const runtime = properties.Runtime ?? '';
  // CDK adds functions of its own (log retention, custom resources) that may be of any runtime: they do not run here.
  if (!runtime.startsWith('nodejs'))
    return void plan.notRun.push(`${resource.logicalId} (${runtime || 'image'})`);
  const { Variables: variables } = properties.Environment;
  checkVariables(resource, variables);
  plan.functions.push({
    name: functionName(resource),
    arn: functionArn(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    region: resource.stack.region,
    codeFolder: codeFolder(resource),
    handler: properties.Handler ?? 'index.handler',
    runtime,
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    environment: localize(resource, variables),
    accessKeyId: accessKeyFor(resource),
    ...(properties.ReservedConcurrentExecutions !== undefined && {
      reservedConcurrency: properties.ReservedConcurrentExecutions,
    }),
    ...deadLetterOf(resource, properties.DeadLetterConfig?.TargetArn),
  });
};

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  ref: functionName,
  attributes: { Arn: functionArn },
  plan: planFunction,
};

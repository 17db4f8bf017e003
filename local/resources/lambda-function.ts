import * as v from 'valibot';
import { accessKeyFor } from './access-key';
import { codeEntry, codeOf, whyCodeNotRun } from './lambda-code';
import { loggingConfig, loggingVariables } from './lambda-logging';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { numeric, textRecord } from './schemas';

const entries = {
  FunctionName: v.optional(v.string()),
  Role: v.optional(v.string(), ''),
  Handler: v.optional(v.string()),
  Runtime: v.optional(v.string()),
  PackageType: v.optional(v.string(), 'Zip'),
  Code: codeEntry,
  LoggingConfig: loggingConfig,
  Timeout: v.optional(numeric, 3),
  MemorySize: v.optional(numeric, 128),
  ReservedConcurrentExecutions: v.optional(numeric),
  DeadLetterConfig: v.optional(v.looseObject({ TargetArn: v.optional(v.string()) })),
  Environment: v.optional(v.looseObject({ Variables: v.optional(textRecord, {}) }), {}),
};

const functionName = (resource: Resource): string => resource.physicalName('FunctionName', 64);

const functionArn = (resource: Resource): string =>
  resource.arn('lambda', `function:${functionName(resource)}`);

/** CDK adds functions of its own (custom resources) that may be of any runtime: only Node.js runs here. */
const whyNotRun = (resource: Resource): string | undefined => {
  const { Runtime = '', PackageType } = resource.properties({
    Runtime: entries.Runtime,
    PackageType: entries.PackageType,
  });
  if (PackageType === 'Image') return 'a container image; only Node.js functions from a folder run here';
  if (!Runtime.startsWith('nodejs')) return `its runtime is ${Runtime}; only Node.js functions run here`;
  return whyCodeNotRun(resource, resource.properties({ Code: entries.Code }).Code);
};

/** Whoever asks for its name would have it invoked: a function that does not run stops the start then. */
const ifRun =
  (name: (resource: Resource) => string) =>
  (resource: Resource): string => {
    const why = whyNotRun(resource);
    if (why === undefined) return name(resource);
    return resource.fail(
      `something that runs refers to it, but it does not run here (${why}); write it for Node.js or leave it out of ` +
        'the local stage',
    );
  };

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
  const { Variables: variables } = properties.Environment;
  checkVariables(resource, variables);
  plan.functions.push({
    name: functionName(resource),
    arn: functionArn(resource),
    stackName: resource.stack.name,
    logicalId: resource.logicalId,
    region: resource.stack.region,
    ...codeOf(resource, properties.Code),
    logGroup: properties.LoggingConfig.LogGroup ?? `/aws/lambda/${functionName(resource)}`,
    handler: properties.Handler ?? 'index.handler',
    runtime: properties.Runtime ?? '',
    timeoutSeconds: properties.Timeout,
    memoryMb: properties.MemorySize,
    environment: { ...localize(resource, variables), ...loggingVariables(properties.LoggingConfig) },
    accessKeyId: accessKeyFor(resource),
    roleArn: properties.Role,
    ...(properties.ReservedConcurrentExecutions !== undefined && {
      reservedConcurrency: properties.ReservedConcurrentExecutions,
    }),
    ...deadLetterOf(resource, properties.DeadLetterConfig?.TargetArn),
  });
};

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  ref: ifRun(functionName),
  attributes: { Arn: ifRun(functionArn) },
  honours: entries,
  withoutEffect: [
    // For people and bills.
    'Description',
    'Tags',
    // The code is JavaScript and runs on the processor and the patch of Node.js that are here.
    'Architectures',
    'RuntimeManagementConfig',
    'CodeSigningConfigArn',
    // Everything is on one machine, and in reach of everything.
    'VpcConfig',
    // How the code and the variables are kept, and where.
    'KmsKeyArn',
    'Code.S3Bucket',
    'Code.S3ObjectVersion',
    'Code.SourceKMSKeyArn',
    // Lines of Lambda itself, which nothing here reads.
    'LoggingConfig.SystemLogLevel',
  ],
  whyNotRun,
  plan: planFunction,
};

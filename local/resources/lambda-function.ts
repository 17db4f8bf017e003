import * as v from 'valibot';
import { accessKeyFor } from './access-key';
import { codeEntry, codeOf, whyCodeNotRun } from './lambda-code';
import { environmentEntry, environmentOf } from './lambda-environment';
import { loggingConfig, loggingVariables } from './lambda-logging';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { numeric } from './schemas';

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

const deadLetterOf = (resource: Resource, arn: string | undefined): { deadLetterArn?: string } => {
  if (arn === undefined) return {};
  if (!arn.includes(':sqs:')) resource.fail('only an SQS queue can be a dead-letter target here');
  return { deadLetterArn: arn };
};

const planFunction = (resource: Resource, plan: Plan): void => {
  const properties = resource.properties(entries);
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
    environment: { ...environmentOf(resource, plan), ...loggingVariables(properties.LoggingConfig) },
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
  ref: functionName,
  attributes: { Arn: functionArn },
  honours: { ...entries, Environment: environmentEntry },
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

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

const planFunction = (resource: Resource, plan: Plan): void => {
  const properties = resource.properties(entries);
  const runtime = properties.Runtime ?? '';
  // CDK adds functions of its own (log retention, custom resources) that may be of any runtime: they do not run here.
  if (!runtime.startsWith('nodejs'))
    return void plan.notRun.push(`${resource.logicalId} (${runtime || 'image'})`);
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
    environment: localize(resource, properties.Environment.Variables),
    accessKeyId: accessKeyFor(resource),
  });
};

export const lambdaFunction: ResourceType = {
  type: 'AWS::Lambda::Function',
  ref: functionName,
  attributes: { Arn: functionArn },
  plan: planFunction,
};

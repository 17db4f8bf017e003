import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

/** Every version runs the code of the assembly: there is only one here. */
const VERSION = '1';

const entries = { FunctionName: v.string() };

const functionOf = (resource: Resource): string =>
  functionNameIn(resource, resource.properties(entries).FunctionName);

const versionArn = (resource: Resource): string =>
  resource.arn('lambda', `function:${functionOf(resource)}:${VERSION}`);

export const lambdaVersion: ResourceType = {
  type: 'AWS::Lambda::Version',
  ref: versionArn,
  attributes: { Version: () => VERSION, FunctionArn: versionArn },
  honours: entries,
  withoutEffect: [
    'Description',
    // A check at the deployment.
    'CodeSha256',
  ],
  plan(resource, plan) {
    plan.qualifiers.push({ functionName: functionOf(resource), qualifier: VERSION, version: VERSION });
  },
};

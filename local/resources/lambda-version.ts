import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const functionOf = (resource: Resource): string =>
  functionNameIn(resource, resource.properties({ FunctionName: v.string() }).FunctionName);

/** Every version runs the code of the assembly: there is only one here. */
export const lambdaVersion: ResourceType = {
  type: 'AWS::Lambda::Version',
  ref: (resource) => resource.arn('lambda', `function:${functionOf(resource)}:1`),
  attributes: {
    Version: () => '1',
    FunctionArn: (resource) => resource.arn('lambda', `function:${functionOf(resource)}:1`),
  },
};

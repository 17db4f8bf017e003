import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = { FunctionName: v.string(), Name: v.string() };

const aliasArn = (resource: Resource): string => {
  const { FunctionName, Name } = resource.properties(entries);
  return resource.arn('lambda', `function:${functionNameIn(resource, FunctionName)}:${Name}`);
};

export const lambdaAlias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  ref: aliasArn,
  attributes: { AliasArn: aliasArn },
};

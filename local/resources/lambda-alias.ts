import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { scalarText } from './schemas';

const entries = { FunctionName: v.string(), Name: v.string() };
const planEntries = { ...entries, FunctionVersion: scalarText };

const functionOf = (resource: Resource): string =>
  functionNameIn(resource, resource.properties(entries).FunctionName);

const aliasArn = (resource: Resource): string =>
  resource.arn('lambda', `function:${functionOf(resource)}:${resource.properties(entries).Name}`);

export const lambdaAlias: ResourceType = {
  type: 'AWS::Lambda::Alias',
  ref: aliasArn,
  attributes: { AliasArn: aliasArn },
  honours: planEntries,
  withoutEffect: ['Description'],
  plan(resource, plan) {
    const { Name, FunctionVersion } = resource.properties(planEntries);
    plan.qualifiers.push({ functionName: functionOf(resource), qualifier: Name, version: FunctionVersion });
  },
};

import * as v from 'valibot';
import { functionTargetIn } from './function-arn';
import { type ResourceType } from './resource-type';

const entries = {
  Action: v.string(),
  FunctionName: v.string(),
  Principal: v.string(),
  SourceArn: v.optional(v.string()),
  SourceAccount: v.optional(v.string()),
};

/** Lets a service of AWS invoke a function. */
export const lambdaPermission: ResourceType = {
  type: 'AWS::Lambda::Permission',
  ref: (resource) => resource.hash(10),
  attributes: { Id: (resource) => resource.hash(10) },
  honours: entries,
  plan(resource, plan) {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = resource.properties(entries);
    plan.invokePermissions.push({
      functionName: functionTargetIn(resource, FunctionName),
      action: Action,
      principal: Principal,
      ...(SourceArn !== undefined && { sourceArn: SourceArn }),
      ...(SourceAccount !== undefined && { sourceAccount: SourceAccount }),
    });
  },
};

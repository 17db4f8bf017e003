import * as v from 'valibot';
import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { isObject } from '../json';
import { type Plan } from './plan';
import { statementsIn } from './policy-statements';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const roleName = (resource: Resource): string => resource.physicalName('RoleName', 64);

const pathOf = (resource: Resource): string => {
  const path = resource.property('Path');
  return typeof path === 'string' ? path : '/';
};

const roleArn = (resource: Resource): string =>
  `arn:aws:iam::${LOCAL_ACCOUNT}:role${pathOf(resource)}${roleName(resource)}`;

const entries = { ManagedPolicyArns: v.optional(v.array(v.string()), []) };

const planRole = (resource: Resource, plan: Plan): void => {
  const inline = [resource.unresolved('Policies') ?? []].flat();
  plan.roles.push({
    name: roleName(resource),
    arn: roleArn(resource),
    logicalId: resource.logicalId,
    managedPolicyArns: resource.properties(entries).ManagedPolicyArns,
    statements: inline.flatMap((policy) =>
      isObject(policy) ? statementsIn(resource, policy['PolicyDocument'], plan) : [],
    ),
    hasBoundary: resource.unresolved('PermissionsBoundary') !== undefined,
  });
};

export const iamRole: ResourceType = {
  type: 'AWS::IAM::Role',
  ref: roleName,
  attributes: { Arn: roleArn, RoleId: (resource) => resource.hash(10) },
  honours: {
    ...entries,
    RoleName: v.optional(v.unknown()),
    Path: v.optional(v.unknown()),
    Policies: v.optional(v.unknown()),
    PermissionsBoundary: v.optional(v.unknown()),
  },
  // Who may take the role is not looked at: the runtime gives it to the functions that name it.
  withoutEffect: ['AssumeRolePolicyDocument', 'Description', 'Tags', 'MaxSessionDuration'],
  plan: planRole,
};

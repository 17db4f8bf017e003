import * as v from 'valibot';
import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { type Plan } from './plan';
import { statementsIn } from './policy-statements';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const managedArn = (resource: Resource): string =>
  `arn:aws:iam::${LOCAL_ACCOUNT}:policy/${resource.physicalName('ManagedPolicyName', 64)}`;

const entries = {
  Roles: v.optional(v.array(v.string()), []),
  RoleName: v.optional(v.string()),
};

const honours = {
  ...entries,
  PolicyName: v.optional(v.unknown()),
  ManagedPolicyName: v.optional(v.unknown()),
  PolicyDocument: v.optional(v.unknown()),
};

/** All three attach a document to roles; only a managed policy can also be attached by its ARN. */
const planPolicy =
  (arnOf: (resource: Resource) => string | undefined) =>
  (resource: Resource, plan: Plan): void => {
    const { Roles, RoleName } = resource.properties(entries);
    plan.policies.push({
      arn: arnOf(resource),
      roleNames: RoleName === undefined ? Roles : [...Roles, RoleName],
      statements: statementsIn(resource, resource.unresolved('PolicyDocument'), plan),
    });
  };

const inline = (type: string): ResourceType => ({
  type,
  ref: (resource) => resource.physicalName('PolicyName', 64),
  attributes: {},
  honours,
  plan: planPolicy(() => undefined),
});

export const iamPolicies: readonly ResourceType[] = [
  inline('AWS::IAM::Policy'),
  inline('AWS::IAM::RolePolicy'),
  {
    type: 'AWS::IAM::ManagedPolicy',
    ref: managedArn,
    attributes: { PolicyArn: managedArn },
    honours,
    // For people, and where it stands in the account.
    withoutEffect: ['Description', 'Path'],
    plan: planPolicy(managedArn),
  },
];

import * as v from 'valibot';
import { functionNameIn } from './function-arn';
import { type ResourceType } from './resource-type';

const entries = {
  AuthorizerType: v.string(),
  AuthorizerUri: v.optional(v.string(), ''),
  IdentitySource: v.optional(v.union([v.array(v.string()), v.string()]), []),
};

export const apiGatewayAuthorizer: ResourceType = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  ref: (resource) => resource.hash(6),
  attributes: { AuthorizerId: (resource) => resource.hash(6) },
  plan(resource, plan) {
    const { AuthorizerType, AuthorizerUri, IdentitySource } = resource.properties(entries);
    if (AuthorizerType !== 'REQUEST')
      resource.fail(`only REQUEST authorizers run here, not ${AuthorizerType}`);
    plan.authorizers.push({
      id: resource.hash(6),
      functionName: functionNameIn(resource, AuthorizerUri),
      identitySources: Array.isArray(IdentitySource) ? IdentitySource : [IdentitySource],
    });
  },
};

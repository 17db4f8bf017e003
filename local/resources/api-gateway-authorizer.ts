import * as v from 'valibot';
import { functionArnIn, functionTargetIn } from './function-arn';
import { gatewayIn } from './gateway-role';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = {
  AuthorizerType: v.string(),
  AuthorizerUri: v.optional(v.string(), ''),
  AuthorizerCredentialsArn: v.optional(v.string()),
  AuthorizerResultTtlInSeconds: v.optional(v.unknown()),
  IdentitySource: v.optional(v.union([v.array(v.string()), v.string()]), []),
};

const SOURCE =
  /^(?:route\.request\.)?(?:header|querystring)\.[^\s,]+$|^(?:context|stageVariables)\.\w[\w.]*$/;

const sourcesOf = (resource: Resource, given: string | string[]): string[] => {
  const sources = Array.isArray(given) ? given : given.split(',').map((source) => source.trim());
  const wrong = sources.find((source) => !SOURCE.test(source));
  return wrong === undefined ? sources : resource.fail(`${wrong} is no identity source of a WebSocket API`);
};

export const apiGatewayAuthorizer: ResourceType = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  ref: (resource) => resource.hash(6),
  attributes: { AuthorizerId: (resource) => resource.hash(6) },
  honours: entries,
  withoutEffect: [
    // A route names its authorizer by id.
    'ApiId',
    'Name',
  ],
  plan(resource, plan) {
    const given = resource.properties(entries);
    const { AuthorizerType, AuthorizerUri, IdentitySource, AuthorizerResultTtlInSeconds } = given;
    const { AuthorizerCredentialsArn: roleArn } = given;
    if (AuthorizerType !== 'REQUEST')
      resource.fail(`only REQUEST authorizers run here, not ${AuthorizerType}`);
    if (AuthorizerResultTtlInSeconds !== undefined)
      resource.fail('AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis');
    plan.authorizers.push({
      id: resource.hash(6),
      functionName: functionTargetIn(resource, AuthorizerUri),
      functionArn: functionArnIn(AuthorizerUri),
      ...(roleArn !== undefined && { invoker: gatewayIn(resource, roleArn) }),
      identitySources: sourcesOf(resource, IdentitySource),
    });
  },
};

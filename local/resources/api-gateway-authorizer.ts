import * as v from 'valibot';
import { NotRunError, orNotRun } from '../assembly/not-run-error';
import { functionArnIn, functionNotRun, functionTargetIn } from './function-arn';
import { gatewayIn } from './gateway-role';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = {
  ApiId: v.optional(v.string()),
  AuthorizerType: v.string(),
  AuthorizerUri: v.optional(v.string(), ''),
  AuthorizerCredentialsArn: v.optional(v.string()),
  AuthorizerResultTtlInSeconds: v.optional(v.unknown()),
  IdentitySource: v.optional(v.union([v.array(v.string()), v.string()]), []),
};

const SOURCE =
  /^(?:route\.request\.)?(?:header|querystring)\.[^\s,]+$|^(?:context|stageVariables)\.\w[\w.]*$/;

const authorizerId = (resource: Resource): string => resource.hash(6);

const sourcesOf = (resource: Resource, given: string | string[]): string[] => {
  const sources = Array.isArray(given) ? given : given.split(',').map((source) => source.trim());
  const wrong = sources.find((source) => !SOURCE.test(source));
  return wrong === undefined ? sources : resource.fail(`${wrong} is no identity source of a WebSocket API`);
};

const planAuthorizer = (resource: Resource, plan: Plan): void => {
  const given = resource.properties(entries);
  const { AuthorizerType, AuthorizerUri, IdentitySource, AuthorizerResultTtlInSeconds } = given;
  const { AuthorizerCredentialsArn: roleArn } = given;
  if (AuthorizerType !== 'REQUEST') resource.fail(`only REQUEST authorizers run here, not ${AuthorizerType}`);
  if (AuthorizerResultTtlInSeconds !== undefined)
    resource.fail('AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis');
  plan.authorizers.push({
    id: authorizerId(resource),
    functionName: functionTargetIn(resource, AuthorizerUri),
    functionArn: functionArnIn(AuthorizerUri),
    ...(roleArn !== undefined && { invoker: gatewayIn(resource, roleArn) }),
    identitySources: sourcesOf(resource, IdentitySource),
  });
};

/** Nobody gets in: to leave the route without it would let everybody in. */
const planWithoutFunction = (resource: Resource, plan: Plan, error: NotRunError): void => {
  const name = `${resource.logicalId} (${resource.type})`;
  plan.notRun.push(`${error.listed(name)}: it refuses every connection`);
  plan.authorizers.push({
    id: authorizerId(resource),
    ...functionNotRun(error),
    identitySources: [],
  });
};

export const apiGatewayAuthorizer: ResourceType = {
  type: 'AWS::ApiGatewayV2::Authorizer',
  ref: authorizerId,
  attributes: { AuthorizerId: authorizerId },
  honours: entries,
  withoutEffect: ['Name'],
  plan(resource, plan) {
    // That of an HTTP API does not run at all.
    resource.property('ApiId');
    const result = orNotRun(() => planAuthorizer(resource, plan));
    if (result instanceof NotRunError) planWithoutFunction(resource, plan, result);
  },
};

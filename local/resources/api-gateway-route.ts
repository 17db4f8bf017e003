import * as v from 'valibot';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';

const entries = {
  ApiId: v.string(),
  RouteKey: v.string(),
  Target: v.optional(v.string()),
  AuthorizationType: v.optional(v.string(), 'NONE'),
  AuthorizerId: v.optional(v.string()),
  RouteResponseSelectionExpression: v.optional(v.string()),
};

const routeId = (resource: Resource): string => resource.hash(7);

const planRoute = (resource: Resource, plan: Plan): void => {
  const route = resource.properties(entries);
  if (!['NONE', 'CUSTOM'].includes(route.AuthorizationType)) {
    resource.fail(`authorization ${route.AuthorizationType} is not supported here; use a Lambda authorizer`);
  }
  if (route.AuthorizationType === 'CUSTOM' && route.RouteKey !== '$connect')
    resource.fail('only $connect can have an authorizer');
  if (![undefined, '$default'].includes(route.RouteResponseSelectionExpression))
    resource.fail('RouteResponseSelectionExpression of a WebSocket route is $default');
  plan.routes.push({
    id: routeId(resource),
    apiId: route.ApiId,
    routeKey: route.RouteKey,
    selectsResponse: route.RouteResponseSelectionExpression !== undefined,
    ...(route.Target !== undefined && { integrationId: route.Target.replace(/^integrations\//, '') }),
    ...(route.AuthorizationType === 'CUSTOM' &&
      route.AuthorizerId !== undefined && { authorizerId: route.AuthorizerId }),
  });
};

export const apiGatewayRoute: ResourceType = {
  type: 'AWS::ApiGatewayV2::Route',
  ref: routeId,
  attributes: { RouteId: routeId },
  honours: entries,
  // A name for generated SDKs.
  withoutEffect: ['OperationName'],
  plan: planRoute,
};

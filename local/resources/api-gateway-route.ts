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

const planRoute = (resource: Resource, plan: Plan): void => {
  const route = resource.properties(entries);
  if (!['NONE', 'CUSTOM'].includes(route.AuthorizationType)) {
    resource.fail(`authorization ${route.AuthorizationType} is not supported here; use a Lambda authorizer`);
  }
  if (route.AuthorizationType === 'CUSTOM' && route.RouteKey !== '$connect')
    resource.fail('only $connect can have an authorizer');
  plan.routes.push({
    apiId: route.ApiId,
    routeKey: route.RouteKey,
    returnsResponse: route.RouteResponseSelectionExpression !== undefined,
    ...(route.Target !== undefined && { integrationId: route.Target.replace(/^integrations\//, '') }),
    ...(route.AuthorizationType === 'CUSTOM' &&
      route.AuthorizerId !== undefined && { authorizerId: route.AuthorizerId }),
  });
};

export const apiGatewayRoute: ResourceType = {
  type: 'AWS::ApiGatewayV2::Route',
  ref: (resource) => resource.hash(7),
  attributes: { RouteId: (resource) => resource.hash(7) },
  plan: planRoute,
};

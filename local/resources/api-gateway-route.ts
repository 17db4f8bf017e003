import * as v from 'valibot';
import { type Plan, type ValidationPlan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { textRecord } from './schemas';
import { isSelectionExpression } from './selection-expression';

const entries = {
  ApiId: v.string(),
  RouteKey: v.string(),
  Target: v.optional(v.string()),
  AuthorizationType: v.optional(v.string(), 'NONE'),
  AuthorizerId: v.optional(v.string()),
  RouteResponseSelectionExpression: v.optional(v.string()),
  ModelSelectionExpression: v.optional(v.string()),
  RequestModels: v.optional(textRecord, {}),
};

const routeId = (resource: Resource): string => resource.hash(7);

/** Models alone check nothing: it takes the expression that selects one of them. */
const validationOf = (resource: Resource): ValidationPlan | undefined => {
  const { ModelSelectionExpression: expression, RequestModels: models } = resource.properties(entries);
  if (expression === undefined) return undefined;
  if (expression !== '$default' && !isSelectionExpression(expression))
    resource.fail(`ModelSelectionExpression ${expression} uses more than $request.body`);
  return { expression, models };
};

const planRoute = (resource: Resource, plan: Plan): void => {
  const route = resource.properties(entries);
  if (!['NONE', 'CUSTOM'].includes(route.AuthorizationType)) {
    resource.fail(`authorization ${route.AuthorizationType} is not supported here; use a Lambda authorizer`);
  }
  if (route.AuthorizationType === 'CUSTOM' && route.RouteKey !== '$connect')
    resource.fail('only $connect can have an authorizer');
  if (![undefined, '$default'].includes(route.RouteResponseSelectionExpression))
    resource.fail('RouteResponseSelectionExpression of a WebSocket route is $default');
  const validation = validationOf(resource);
  plan.routes.push({
    id: routeId(resource),
    apiId: route.ApiId,
    routeKey: route.RouteKey,
    ...(validation && { validation }),
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

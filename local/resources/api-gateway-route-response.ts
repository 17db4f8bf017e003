import * as v from 'valibot';
import { type ResourceType } from './resource-type';

const entries = { RouteId: v.string(), RouteResponseKey: v.string() };

/** Without one, API Gateway passes nothing of the backend's answer on. */
export const apiGatewayRouteResponse: ResourceType = {
  type: 'AWS::ApiGatewayV2::RouteResponse',
  ref: (resource) => resource.hash(7),
  attributes: { RouteResponseId: (resource) => resource.hash(7) },
  honours: entries,
  // It is found by its route.
  withoutEffect: ['ApiId'],
  plan(resource, plan) {
    const { RouteId, RouteResponseKey } = resource.properties(entries);
    if (RouteResponseKey !== '$default')
      resource.fail('a route response of a WebSocket API has the key $default');
    plan.routeResponses.push({ routeId: RouteId });
  },
};

import * as v from 'valibot';
import { apiHost } from './api-host';
import { type Plan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { isSelectionExpression } from './selection-expression';

const entries = {
  Name: v.optional(v.string(), ''),
  ProtocolType: v.optional(v.string(), ''),
  RouteSelectionExpression: v.optional(v.string(), '$request.body.action'),
};

const apiId = (resource: Resource): string => resource.hash(10);

const planApi = (resource: Resource, plan: Plan): void => {
  const { Name, ProtocolType, RouteSelectionExpression } = resource.properties(entries);
  if (ProtocolType !== 'WEBSOCKET')
    resource.fail(`only WEBSOCKET APIs run here, not ${ProtocolType || 'this one'}`);
  if (!isSelectionExpression(RouteSelectionExpression))
    resource.fail(`RouteSelectionExpression ${RouteSelectionExpression} uses more than $request.body`);
  plan.apis.push({
    id: apiId(resource),
    name: Name || resource.logicalId,
    region: resource.stack.region,
    routeSelectionExpression: RouteSelectionExpression,
  });
};

export const apiGatewayApi: ResourceType = {
  type: 'AWS::ApiGatewayV2::Api',
  ref: apiId,
  attributes: {
    ApiId: apiId,
    ApiEndpoint: (resource) => `wss://${apiHost({ id: apiId(resource), region: resource.stack.region })}`,
  },
  honours: entries,
  withoutEffect: [
    // For people and bills.
    'Description',
    'Tags',
    'Version',
    // Everything is reached by the loopback addresses.
    'IpAddressType',
  ],
  plan: planApi,
};

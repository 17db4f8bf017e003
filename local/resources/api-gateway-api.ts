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

/** An HTTP API may stand beside the WebSocket API; its stages, routes and integrations refer to it. */
const whyNotRun = (resource: Resource): string | undefined => {
  const { ProtocolType } = resource.properties({ ProtocolType: entries.ProtocolType });
  return ProtocolType === 'WEBSOCKET'
    ? undefined
    : `its protocol is ${ProtocolType || 'not given'}; only WebSocket APIs run here`;
};

const planApi = (resource: Resource, plan: Plan): void => {
  const { Name, RouteSelectionExpression } = resource.properties(entries);
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
  whyNotRun,
  plan: planApi,
};

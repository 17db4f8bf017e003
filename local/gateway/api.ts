import {
  type ApiPlan,
  type AuthorizerPlan,
  type IntegrationPlan,
  type IntegrationResponsePlan,
  type Plan,
  type RoutePlan,
  type StagePlan,
  type ThrottlingPlan,
} from '../resources/plan';
import { LocalError } from '../local-error';

/** With the responses that a backend other than a function needs. */
export type Integration = IntegrationPlan & { readonly responses: readonly IntegrationResponsePlan[] };

export interface Route {
  readonly routeKey: string;
  readonly integration: Integration | undefined;
  readonly authorizer: AuthorizerPlan | undefined;
  readonly returnsResponse: boolean;
}

/** A stage of a WebSocket API with everything a connection needs to know. */
export interface Api {
  readonly id: string;
  readonly region: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>> | undefined;
  readonly domainName: string;
  readonly routeSelectionExpression: string;
  readonly throttling: ThrottlingPlan;
  readonly routes: ReadonlyMap<string, Route>;
}

const integrationOf = (plan: Plan, route: RoutePlan): Integration | undefined => {
  const integration = plan.integrations.find(({ id }) => id === route.integrationId);
  if (!integration) return undefined;
  const responses = plan.integrationResponses.filter(({ integrationId }) => integrationId === integration.id);
  return { ...integration, responses };
};

const routeOf = (plan: Plan, route: RoutePlan): Route => ({
  routeKey: route.routeKey,
  returnsResponse: route.selectsResponse && plan.routeResponses.some(({ routeId }) => routeId === route.id),
  integration: integrationOf(plan, route),
  authorizer: plan.authorizers.find(({ id }) => id === route.authorizerId),
});

const apiOf = (plan: Plan, api: ApiPlan, stage: StagePlan): Api => {
  const routes = plan.routes.filter(({ apiId }) => apiId === api.id).map((route) => routeOf(plan, route));
  return {
    id: api.id,
    region: api.region,
    stage: stage.name,
    stageVariables: stage.variables,
    domainName: `${api.id}.execute-api.${api.region}.amazonaws.com`,
    routeSelectionExpression: api.routeSelectionExpression,
    throttling: stage.throttling,
    routes: new Map(routes.map((route) => [route.routeKey, route])),
  };
};

/** The stages to serve, by stage name: all share one port, so two APIs may not call their stage alike. */
export const apisByStage = (plan: Plan): ReadonlyMap<string, Api> => {
  const apis = new Map<string, Api>();
  for (const stage of plan.stages) {
    const api = plan.apis.find(({ id }) => id === stage.apiId);
    if (!api) continue;
    if (apis.has(stage.name)) {
      throw new LocalError(
        `Two WebSocket APIs have a stage ${stage.name}: give each its own stage name to run both here.`,
      );
    }
    apis.set(stage.name, apiOf(plan, api, stage));
  }
  return apis;
};

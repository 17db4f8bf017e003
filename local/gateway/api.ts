import { LOCAL_ACCOUNT } from '../assembly/read-assembly';
import { apiHost } from '../resources/api-host';
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
import { type Accepts } from './compile-model';

/** With the responses that a backend other than a function needs. */
export type Integration = IntegrationPlan & {
  readonly responses: readonly IntegrationResponsePlan[];
  /** In whose name a function is invoked: the ARN of the route. */
  readonly sourceArn: string;
};

export type Authorizer = AuthorizerPlan & { readonly sourceArn: string };

/** How messages of a route are checked before its integration sees them. */
export interface Validation {
  readonly expression: string;
  readonly models: ReadonlyMap<string, Accepts>;
}

export interface Route {
  readonly routeKey: string;
  readonly integration: Integration | undefined;
  readonly authorizer: Authorizer | undefined;
  readonly returnsResponse: boolean;
  readonly validation: Validation | undefined;
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

const arnOf = ({ id, region }: ApiPlan, path: string): string =>
  `arn:aws:execute-api:${region}:${LOCAL_ACCOUNT}:${id}/${path}`;

const integrationOf = (plan: Plan, route: RoutePlan, sourceArn: string): Integration | undefined => {
  const integration = plan.integrations.find(({ id }) => id === route.integrationId);
  if (!integration) return undefined;
  const responses = plan.integrationResponses.filter(({ integrationId }) => integrationId === integration.id);
  return { ...integration, responses, sourceArn };
};

const acceptsOf = (plan: Plan, { apiId, routeKey }: RoutePlan, name: string): Accepts => {
  const model = plan.models.find((candidate) => candidate.apiId === apiId && candidate.name === name);
  if (!model)
    throw new LocalError(`The route ${routeKey} wants a model ${name}, which its API does not have.`);
  return model.accepts;
};

const validationOf = (plan: Plan, route: RoutePlan): Validation | undefined => {
  if (!route.validation) return undefined;
  const { expression, models } = route.validation;
  const entries = Object.entries(models).map(([key, name]) => [key, acceptsOf(plan, route, name)] as const);
  return { expression, models: new Map(entries) };
};

const authorizerOf = (plan: Plan, api: ApiPlan, route: RoutePlan): Authorizer | undefined => {
  const authorizer = plan.authorizers.find(({ id }) => id === route.authorizerId);
  return authorizer && { ...authorizer, sourceArn: arnOf(api, `authorizers/${authorizer.id}`) };
};

const routeOf =
  (plan: Plan, api: ApiPlan, stage: StagePlan): ((route: RoutePlan) => Route) =>
  (route) => ({
    routeKey: route.routeKey,
    returnsResponse: route.selectsResponse && plan.routeResponses.some(({ routeId }) => routeId === route.id),
    integration: integrationOf(plan, route, arnOf(api, `${stage.name}/${route.routeKey}`)),
    authorizer: authorizerOf(plan, api, route),
    validation: validationOf(plan, route),
  });

const apiOf = (plan: Plan, api: ApiPlan, stage: StagePlan): Api => {
  const routes = plan.routes.filter(({ apiId }) => apiId === api.id).map(routeOf(plan, api, stage));
  return {
    id: api.id,
    region: api.region,
    stage: stage.name,
    stageVariables: stage.variables,
    domainName: apiHost(api),
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

import * as v from 'valibot';
import { type Limit } from '../gateway/token-bucket';
import { type ThrottlingPlan } from './plan';
import { type Resource } from './resource';
import { type ResourceType } from './resource-type';
import { numeric, textRecord } from './schemas';

const routeSettings = v.looseObject({
  ThrottlingRateLimit: v.optional(numeric),
  ThrottlingBurstLimit: v.optional(numeric),
});

type RouteSettings = v.InferOutput<typeof routeSettings>;

const entries = {
  ApiId: v.string(),
  StageName: v.string(),
  StageVariables: v.optional(textRecord),
  DefaultRouteSettings: v.optional(routeSettings),
  RouteSettings: v.optional(v.record(v.string(), routeSettings), {}),
};

/** A number that is not given stays the account's. */
const limitOf = (settings: RouteSettings | undefined): Limit | undefined => {
  const { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst } = settings ?? {};
  if (rate === undefined && burst === undefined) return undefined;
  return { ...(rate !== undefined && { rate }), ...(burst !== undefined && { burst }) };
};

const throttlingOf = (
  stage: RouteSettings | undefined,
  routes: Record<string, RouteSettings>,
): ThrottlingPlan => {
  const limit = limitOf(stage);
  const ofRoutes = Object.entries(routes).flatMap(([key, settings]) => {
    const own = limitOf(settings);
    return own ? [[key, own] as const] : [];
  });
  return { ...(limit && { stage: limit }), routes: Object.fromEntries(ofRoutes) };
};

const stageName = (resource: Resource): string => resource.properties({ StageName: v.string() }).StageName;

export const apiGatewayStage: ResourceType = {
  type: 'AWS::ApiGatewayV2::Stage',
  ref: stageName,
  attributes: {},
  honours: entries,
  withoutEffect: [
    // What the template holds is what runs.
    'AutoDeploy',
    'DeploymentId',
    // For people and bills.
    'Description',
    'Tags',
    // Logs and metrics go to no one that runs here.
    ...['DefaultRouteSettings', 'RouteSettings.*'].flatMap((settings) =>
      ['DataTraceEnabled', 'DetailedMetricsEnabled', 'LoggingLevel'].map((name) => `${settings}.${name}`),
    ),
  ],
  plan(resource, plan) {
    const stage = resource.properties(entries);
    plan.stages.push({
      apiId: stage.ApiId,
      name: stage.StageName,
      ...(stage.StageVariables && { variables: stage.StageVariables }),
      throttling: throttlingOf(stage.DefaultRouteSettings, stage.RouteSettings),
    });
  },
};

export type Resources = Record<string, { Type: string; Properties: Record<string, unknown> }>;

export interface RouteSetting {
  /** A function, by the name under which the test gives it. */
  readonly function?: string;
  /** Properties of the integration, over those of a function's. */
  readonly integration?: Record<string, unknown>;
  readonly responds?: boolean;
  readonly properties?: Record<string, unknown>;
}

export interface ApiSetting {
  readonly routes: Record<string, RouteSetting>;
  /** Identity sources of an authorizer that the function `authorize` answers for. */
  readonly identitySources?: readonly string[];
  /** More properties of that authorizer. */
  readonly authorizer?: Record<string, unknown>;
  readonly selection?: string;
  readonly stage?: Record<string, unknown>;
  readonly others?: Resources;
}

const functionUri = (name: string): string =>
  `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/arn:aws:lambda:eu-west-1:000000000000:function:${name}/invocations`;

const integrationOf = (route: RouteSetting): Record<string, unknown> => ({
  ApiId: { Ref: 'Api' },
  ...(route.function !== undefined && {
    IntegrationType: 'AWS_PROXY',
    IntegrationUri: functionUri(route.function),
  }),
  ...route.integration,
});

const routeResources = (key: string, route: RouteSetting, hasAuthorizer: boolean): Resources => {
  const id = `Route${key.replace(/\W/g, '')}`;
  const hasIntegration = route.function !== undefined || route.integration !== undefined;
  const resources: Resources = {
    [id]: {
      Type: 'AWS::ApiGatewayV2::Route',
      Properties: {
        ApiId: { Ref: 'Api' },
        RouteKey: key,
        ...(hasIntegration && {
          Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${id}Integration` }]] },
        }),
        ...(hasAuthorizer &&
          key === '$connect' && { AuthorizationType: 'CUSTOM', AuthorizerId: { Ref: 'Auth' } }),
        ...(route.responds && { RouteResponseSelectionExpression: '$default' }),
        ...route.properties,
      },
    },
  };
  if (hasIntegration)
    resources[`${id}Integration`] = {
      Type: 'AWS::ApiGatewayV2::Integration',
      Properties: integrationOf(route),
    };
  if (route.responds)
    resources[`${id}Response`] = {
      Type: 'AWS::ApiGatewayV2::RouteResponse',
      Properties: { ApiId: { Ref: 'Api' }, RouteId: { Ref: id }, RouteResponseKey: '$default' },
    };
  return resources;
};

/** The resources of a WebSocket API with stage `test`, in the shape in which CDK writes them. */
export const anApi = (setting: ApiSetting): Resources => ({
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: {
      Name: 'api',
      ProtocolType: 'WEBSOCKET',
      RouteSelectionExpression: setting.selection ?? '$request.body.action',
    },
  },
  Stage: {
    Type: 'AWS::ApiGatewayV2::Stage',
    Properties: { ApiId: { Ref: 'Api' }, StageName: 'test', AutoDeploy: true, ...setting.stage },
  },
  ...(setting.identitySources && {
    Auth: {
      Type: 'AWS::ApiGatewayV2::Authorizer',
      Properties: {
        ApiId: { Ref: 'Api' },
        Name: 'Auth',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: functionUri('authorize'),
        IdentitySource: setting.identitySources,
        ...setting.authorizer,
      },
    },
  }),
  ...Object.fromEntries(
    Object.entries(setting.routes).flatMap(([key, route]) =>
      Object.entries(routeResources(key, route, setting.identitySources !== undefined)),
    ),
  ),
  ...setting.others,
});

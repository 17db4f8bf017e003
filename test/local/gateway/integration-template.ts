import { type Resources, type RouteSetting } from './api-template';

/** As WebSocketMockIntegration writes it. */
export const mock = (template?: string, more: Record<string, unknown> = {}): RouteSetting => ({
  responds: true,
  integration: {
    IntegrationType: 'MOCK',
    IntegrationUri: '',
    ...(template !== undefined && { RequestTemplates: { 'application/json': template } }),
    ...more,
  },
});

/** As WebSocketAwsIntegration writes it. */
export const service = (uri: string, more: Record<string, unknown> = {}): RouteSetting => ({
  responds: true,
  integration: {
    IntegrationType: 'AWS',
    IntegrationMethod: 'POST',
    IntegrationUri: `arn:aws:apigateway:eu-west-1:${uri}`,
    CredentialsArn: 'arn:aws:iam::000000000000:role/r',
    ...more,
  },
});

export const answering = (route: string, key: string, template?: string): Resources => ({
  [`Answer${route}${key.replace(/\W/g, '')}`]: {
    Type: 'AWS::ApiGatewayV2::IntegrationResponse',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationId: { Ref: `Route${route}Integration` },
      IntegrationResponseKey: key,
      ...(template !== undefined && { ResponseTemplates: { $default: template } }),
    },
  },
});

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The function behind every route of the measured gateways: an HTTP-like answer with what it was sent. */
const handler = 'exports.handler = async ({ body }) => ({ statusCode: 200, body });\n';

function route(routeKey: string, properties: object = {}) {
  return {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: routeKey,
      Target: { 'Fn::Join': ['/', ['integrations', { Ref: 'Integration' }]] },
      ...properties,
    },
  };
}

const resources = {
  Echo: {
    Type: 'AWS::Lambda::Function',
    Properties: { Runtime: 'nodejs24.x', Handler: 'index.handler' },
    Metadata: { 'aws:asset:path': 'code' },
  },
  Api: {
    Type: 'AWS::ApiGatewayV2::Api',
    Properties: { ProtocolType: 'WEBSOCKET', RouteSelectionExpression: '$request.body.action' },
  },
  Stage: { Type: 'AWS::ApiGatewayV2::Stage', Properties: { ApiId: { Ref: 'Api' }, StageName: 'bench' } },
  Integration: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: { 'Fn::Sub': 'arn:aws:apigateway:x:lambda:path/functions/${Echo.Arn}/invocations' },
    },
  },
  Permission: {
    Type: 'AWS::Lambda::Permission',
    Properties: {
      Action: 'lambda:InvokeFunction',
      FunctionName: { Ref: 'Echo' },
      Principal: 'apigateway.amazonaws.com',
    },
  },
  Connect: route('$connect'),
  EchoRoute: route('echo', { RouteResponseSelectionExpression: '$default' }),
  EchoResponse: {
    Type: 'AWS::ApiGatewayV2::RouteResponse',
    Properties: { ApiId: { Ref: 'Api' }, RouteId: { Ref: 'EchoRoute' }, RouteResponseKey: '$default' },
  },
};

/** Writes an assembly with one echo route into a folder, and its code under `code/`, where any emulation can take it. */
export function writeEchoAssembly(folder: string): void {
  mkdirSync(join(folder, 'code'), { recursive: true });
  writeFileSync(join(folder, 'code/index.js'), handler);
  writeFileSync(join(folder, 'Echo.template.json'), JSON.stringify({ Resources: resources }));
  const artifact = {
    type: 'aws:cloudformation:stack',
    environment: 'aws://unknown-account/us-east-1',
    properties: { templateFile: 'Echo.template.json' },
  };
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ artifacts: { Echo: artifact } }));
}

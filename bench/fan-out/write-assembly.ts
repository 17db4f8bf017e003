import { buildSync } from 'esbuild';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const callbackUrl = {
  'Fn::Join': [
    '',
    [
      'https://',
      { Ref: 'Api' },
      '.execute-api.',
      { Ref: 'AWS::Region' },
      '.',
      { Ref: 'AWS::URLSuffix' },
      '/',
      { Ref: 'Stage' },
    ],
  ],
};

const aFunction = (name: string): object => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: 'code.zip' },
    Handler: `functions.${name}`,
    Runtime: 'nodejs24.x',
    Timeout: 30,
    MemorySize: 512,
    Environment: {
      Variables: { TABLE: { Ref: 'Users' }, QUEUE_URL: { Ref: 'Slices' }, CALLBACK_URL: callbackUrl },
    },
  },
  Metadata: { 'aws:asset:path': 'asset.code' },
});

const aRoute = (key: string, name: string): Record<string, object> => ({
  [`${name}Integration`]: {
    Type: 'AWS::ApiGatewayV2::Integration',
    Properties: {
      ApiId: { Ref: 'Api' },
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: {
        'Fn::Join': [
          '',
          [
            'arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/',
            { 'Fn::GetAtt': [name, 'Arn'] },
            '/invocations',
          ],
        ],
      },
    },
  },
  [`${name}Route`]: {
    Type: 'AWS::ApiGatewayV2::Route',
    Properties: {
      ApiId: { Ref: 'Api' },
      RouteKey: key,
      Target: { 'Fn::Join': ['', ['integrations/', { Ref: `${name}Integration` }]] },
      RouteResponseSelectionExpression: '$default',
    },
  },
});

const template = {
  Resources: {
    Users: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        AttributeDefinitions: [{ AttributeName: 'userId', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'userId', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      },
    },
    Slices: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 180 } },
    Connect: aFunction('connect'),
    Send: aFunction('send'),
    FanOut: aFunction('fanOut'),
    SlicesToFanOut: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        EventSourceArn: { 'Fn::GetAtt': ['Slices', 'Arn'] },
        FunctionName: { Ref: 'FanOut' },
        BatchSize: 1,
      },
    },
    Api: {
      Type: 'AWS::ApiGatewayV2::Api',
      Properties: {
        Name: 'fan-out',
        ProtocolType: 'WEBSOCKET',
        RouteSelectionExpression: '$request.body.action',
      },
    },
    Stage: {
      Type: 'AWS::ApiGatewayV2::Stage',
      Properties: { ApiId: { Ref: 'Api' }, StageName: 'bench', AutoDeploy: true },
    },
    ...aRoute('$connect', 'Connect'),
    ...aRoute('send', 'Send'),
  },
};

const manifest = {
  version: '55.0.0',
  artifacts: {
    FanOut: {
      type: 'aws:cloudformation:stack',
      environment: 'aws://unknown-account/eu-central-1',
      properties: { templateFile: 'FanOut.template.json' },
    },
  },
};

/** Writes a cloud assembly with the benchmark's functions, bundled as the chat's are, so that they start as fast. */
export function writeAssembly(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'FanOut.template.json'), JSON.stringify(template));
  buildSync({
    entryPoints: [join(__dirname, 'functions.ts')],
    outdir: join(folder, 'asset.code'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
  });
}

import { join } from 'node:path';
import { readAssembly } from '../../../local/assembly/read-assembly';
import { localParameters } from '../../../local/local-parameters';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { synthesize } from '../../../local/synthesize';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const ROOT = join(__dirname, '../../..');

const namedIn = (folder: string): string[] =>
  planAssembly(readAssembly(folder), {
    parameters: localParameters('http://localhost:98'),
    addresses: { awsUrl: 'http://127.0.0.1:99', cache: { host: '127.0.0.1', port: 97 } },
  }).notRun;

const namesOf = (Type: string, Properties: Record<string, unknown>): string[] => {
  const others = { Fn: functionOf({}), Jobs: { Type: 'AWS::SQS::Queue' } };
  const names = namedIn(writeAssembly({ Main: { Resources: { ...others, It: { Type, Properties } } } }));
  return names.map((name) => name.replace(` (${Type})`, ''));
};

const functionOf = (Properties: Record<string, unknown>): Record<string, unknown> => ({
  Type: 'AWS::Lambda::Function',
  Properties: { Runtime: 'nodejs24.x', Code: { ZipFile: '' }, ...Properties },
});

const lambdaArn = { 'Fn::GetAtt': ['Fn', 'Arn'] };
const tableOf = {
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
};

describe('nameUnhonoured', () => {
  afterAll(removeTemporary);

  it.each<[string, Record<string, unknown>, string[]]>([
    [
      'AWS::Lambda::Function',
      {
        Runtime: 'nodejs24.x',
        Code: { ZipFile: '' },
        Tags: [{ Key: 'a', Value: 'b' }],
        Layers: ['arn'],
        VpcConfig: { SubnetIds: [{ Ref: 'Absent' }] },
        FileSystemConfigs: [{ Arn: 'arn' }],
        EphemeralStorage: { Size: 1024 },
        TracingConfig: { Mode: 'Active' },
        LoggingConfig: { LogFormat: 'JSON', SystemLogLevel: 'WARN' },
        FromTheFuture: 1,
      },
      ['It.Layers', 'It.FileSystemConfigs', 'It.EphemeralStorage', 'It.TracingConfig', 'It.FromTheFuture'],
    ],
    [
      'AWS::Lambda::Alias',
      {
        FunctionName: { Ref: 'Fn' },
        FunctionVersion: '1',
        Name: 'live',
        Description: 'd',
        RoutingConfig: { AdditionalVersionWeights: [{ FunctionVersion: '2', FunctionWeight: 0.1 }] },
      },
      ['It.RoutingConfig'],
    ],
    [
      'AWS::Lambda::Version',
      { FunctionName: { Ref: 'Fn' }, ProvisionedConcurrencyConfig: { ProvisionedConcurrentExecutions: 1 } },
      ['It.ProvisionedConcurrencyConfig'],
    ],
    [
      'AWS::Lambda::EventInvokeConfig',
      {
        FunctionName: { Ref: 'Fn' },
        Qualifier: '$LATEST',
        DestinationConfig: { OnFailure: { Destination: 'arn:aws:sqs:x:y:z', Other: 1 }, Other: 1 },
      },
      ['It.DestinationConfig.OnFailure.Other', 'It.DestinationConfig.Other'],
    ],
    [
      'AWS::Lambda::EventSourceMapping',
      {
        EventSourceArn: { 'Fn::GetAtt': ['Jobs', 'Arn'] },
        FunctionName: { Ref: 'Fn' },
        ProvisionedPollerConfig: { MinimumPollers: 2 },
        Tags: [{ Key: 'a', Value: 'b' }],
      },
      ['It.ProvisionedPollerConfig'],
    ],
    [
      'AWS::SQS::Queue',
      { KmsMasterKeyId: 'k', RedriveAllowPolicy: { redrivePermission: 'denyAll' }, QueueName: 'q' },
      ['It.RedriveAllowPolicy'],
    ],
    [
      'AWS::DynamoDB::Table',
      {
        ...tableOf,
        DeletionProtectionEnabled: true,
        SSESpecification: { SSEEnabled: true },
        ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
        GlobalSecondaryIndexes: [
          {
            IndexName: 'other',
            KeySchema: tableOf.KeySchema,
            Projection: { ProjectionType: 'ALL' },
            OnDemandThroughput: { MaxReadRequestUnits: 5 },
          },
        ],
      },
      ['It.ProvisionedThroughput', 'It.GlobalSecondaryIndexes.OnDemandThroughput'],
    ],
    [
      'AWS::DynamoDB::GlobalTable',
      {
        ...tableOf,
        Replicas: [
          { Region: 'eu-west-1', DeletionProtectionEnabled: true },
          { Region: 'us-east-1', ReadOnDemandThroughputSettings: { MaxReadRequestUnits: 5 } },
        ],
      },
      ['It.Replicas in us-east-1', 'It.Replicas.ReadOnDemandThroughputSettings'],
    ],
    [
      'AWS::ApiGatewayV2::Api',
      {
        ProtocolType: 'WEBSOCKET',
        Tags: { a: 'b' },
        DisableExecuteApiEndpoint: true,
        DisableSchemaValidation: true,
      },
      ['It.DisableExecuteApiEndpoint', 'It.DisableSchemaValidation'],
    ],
    [
      'AWS::ApiGatewayV2::Stage',
      {
        ApiId: 'a',
        StageName: 's',
        AutoDeploy: true,
        AccessLogSettings: { Format: 'f' },
        DefaultRouteSettings: { LoggingLevel: 'INFO', ThrottlingRateLimit: 1, Other: 1 },
        RouteSettings: { send: { DataTraceEnabled: true, Other: 1 } },
      },
      ['It.AccessLogSettings', 'It.DefaultRouteSettings.Other', 'It.RouteSettings.send.Other'],
    ],
    [
      'AWS::ApiGatewayV2::Route',
      {
        ApiId: 'a',
        RouteKey: 'send',
        OperationName: 'o',
        ApiKeyRequired: true,
        RequestModels: { $default: 'm' },
        ModelSelectionExpression: '$default',
      },
      ['It.ApiKeyRequired'],
    ],
    [
      'AWS::ApiGatewayV2::RouteResponse',
      { ApiId: 'a', RouteId: 'r', RouteResponseKey: '$default', ResponseModels: { $default: 'm' } },
      ['It.ResponseModels'],
    ],
    [
      'AWS::ApiGatewayV2::Integration',
      {
        ApiId: 'a',
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: lambdaArn,
        IntegrationMethod: 'POST',
        ContentHandlingStrategy: 'CONVERT_TO_TEXT',
        RequestTemplates: { $default: '{}' },
        TlsConfig: { ServerNameToVerify: 's' },
      },
      ['It.RequestTemplates', 'It.ContentHandlingStrategy', 'It.TlsConfig'],
    ],
    [
      'AWS::ApiGatewayV2::IntegrationResponse',
      {
        ApiId: 'a',
        IntegrationId: 'i',
        IntegrationResponseKey: '$default',
        ResponseParameters: { 'route.response.header.A': 'b' },
      },
      ['It.ResponseParameters'],
    ],
    [
      'AWS::ApiGatewayV2::Authorizer',
      {
        ApiId: 'a',
        Name: 'n',
        AuthorizerType: 'REQUEST',
        AuthorizerUri: lambdaArn,
        IdentityValidationExpression: '.*',
      },
      ['It.IdentityValidationExpression'],
    ],
    [
      'AWS::Events::Rule',
      {
        ScheduleExpression: 'rate(1 hour)',
        EventPattern: { source: ['a'] },
        Targets: [
          { Id: 't', Arn: lambdaArn, RetryPolicy: { MaximumRetryAttempts: 1 }, SqsParameters: { a: 1 } },
        ],
      },
      ['It.EventPattern', 'It.Targets.SqsParameters'],
    ],
    [
      'AWS::Scheduler::Schedule',
      {
        ScheduleExpression: 'rate(1 hour)',
        FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 },
        Target: { Arn: lambdaArn, RoleArn: 'r', RetryPolicy: { MaximumRetryAttempts: 1 }, Other: 1 },
      },
      ['It.FlexibleTimeWindow', 'It.Target.Other'],
    ],
    [
      'AWS::ElastiCache::ServerlessCache',
      { Engine: 'valkey', ServerlessCacheName: 'c', UserGroupId: 'u', CacheUsageLimits: { a: 1 } },
      ['It.CacheUsageLimits'],
    ],
    ['AWS::Logs::LogGroup', { RetentionInDays: 30 }, []],
    ['AWS::Kinesis::Stream', { Name: 'n' }, ['It']],
  ])('names by logical id what of an %s changes nothing here', (type, properties, expected) => {
    expect(namesOf(type, properties)).toEqual(expected);
  });

  it('says nothing of what is switched off, empty or taken away', () => {
    const off = { Layers: [], VpcConfig: {}, SnapStart: { 'Fn::If': ['Never', 1, { Ref: 'AWS::NoValue' }] } };
    const Resources = { It: functionOf({ ...off, TracingConfig: false }) };
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
    expect(namedIn(writeAssembly({ Main: { Conditions, Resources } }))).toEqual([]);
  });

  it('names nothing else of a resource that does not run', () => {
    const python = { Runtime: 'python3.13', Layers: ['arn'] };
    expect(namesOf('AWS::Lambda::Function', python)).toEqual([
      'It (its runtime is python3.13; only Node.js functions run here)',
    ]);
  });

  it('has nothing to name in the chat of this repository', async () => {
    expect(namedIn(await synthesize({ root: ROOT }))).toEqual([]);
  }, 120_000);
});

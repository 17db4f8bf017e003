import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsCall } from '../../../local/aws/aws-call';
import { startRuntime } from '../../../local/runtime';
import { type Runtime, type RuntimeOptions } from '../../../local/runtime-options';
import { Client, credentials, eventually, readItem } from '../echo-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';
import { anApi, type Resources, type RouteSetting } from './api-template';
import { answering } from './integration-template';

const joined = (...parts: unknown[]): unknown => ({ 'Fn::Join': ['', parts] });

const CredentialsArn = { 'Fn::GetAtt': ['Role', 'Arn'] };

const PUT: RouteSetting = {
  responds: true,
  integration: {
    CredentialsArn,
    IntegrationType: 'AWS',
    IntegrationMethod: 'POST',
    IntegrationUri: joined('arn:aws:apigateway:', { Ref: 'AWS::Region' }, ':dynamodb:action/PutItem'),
    RequestTemplates: {
      'application/json': joined(
        '{"TableName":"',
        { Ref: 'Items' },
        `","Item":{"pk":{"S":"$input.path('$.id')"}}}`,
      ),
    },
  },
};

const SEND: RouteSetting = {
  responds: true,
  integration: {
    CredentialsArn,
    IntegrationType: 'AWS',
    IntegrationMethod: 'POST',
    IntegrationUri: joined(
      'arn:aws:apigateway:',
      { Ref: 'AWS::Region' },
      ':sqs:path/',
      { Ref: 'AWS::AccountId' },
      '/',
      { 'Fn::GetAtt': ['Jobs', 'QueueName'] },
    ),
    RequestParameters: { 'integration.request.header.Content-Type': "'application/x-www-form-urlencoded'" },
    RequestTemplates: { 'application/json': 'Action=SendMessage&MessageBody=$util.urlEncode($input.body)' },
  },
};

const roleFor = (...Action: string[]): Resources[string] => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    Policies: [
      { PolicyName: 'Own', PolicyDocument: { Statement: { Effect: 'Allow', Action, Resource: '*' } } },
    ],
  },
});

const STORES: Resources = {
  Items: {
    Type: 'AWS::DynamoDB::Table',
    Properties: {
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      BillingMode: 'PAY_PER_REQUEST',
    },
  },
  Jobs: { Type: 'AWS::SQS::Queue', Properties: {} },
};

const ANSWERS: Resources = {
  ...answering('put', '$default', "$input.path('$.__type')"),
  ...answering('send', '/403/', "$input.path('$.Error.Code'): $input.path('$.Error.Message')"),
};

describe('serviceCaller', () => {
  afterAll(removeTemporary);

  const start = (Role: Resources[string], options: Partial<RuntimeOptions> = {}): Promise<Runtime> => {
    const Main = {
      Resources: anApi({ routes: { put: PUT, send: SEND }, others: { ...STORES, ...ANSWERS, Role } }),
    };
    return startRuntime({ assembly: writeAssembly({ Main }), port: 0, webPort: 0, ...options });
  };

  it('reaches the tables and queues of the same assembly, and its calls are metered', async () => {
    const calls: AwsCall[] = [];
    const role = roleFor('dynamodb:PutItem', 'sqs:SendMessage');
    const runtime = await start(role, { onCall: (call) => calls.push(call) });
    const client = await Client.open(runtime.socketUrl);
    client.socket.send('{"action":"put","id":"a"}');
    client.socket.send('{"action":"send","text":"a & b"}');
    expect(await eventually(() => readItem(runtime, 'a'))).toEqual({ pk: { S: 'a' } });
    const sqs = new SQSClient({ endpoint: runtime.awsUrl, region: 'eu-west-1', credentials });
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: runtime.queues[0]!.url, WaitTimeSeconds: 5 }),
    );
    expect(Messages?.[0]?.Body).toBe('{"action":"send","text":"a & b"}');
    expect(calls.map(({ operation }) => operation)).toEqual(
      expect.arrayContaining(['PutItem', 'SendMessage']),
    );
    sqs.destroy();
    await client.close();
    await runtime.stop();
  });

  it('gets the answer of the service where the role of the integration does not allow the call', async () => {
    const lines: string[] = [];
    const runtime = await start(roleFor('sqs:ReceiveMessage'), { log: (line) => lines.push(line) });
    const client = await Client.open(runtime.socketUrl);
    expect(await client.request({ action: 'put', id: 'a' })).toBe(
      'com.amazon.coral.service#AccessDeniedException',
    );
    expect(await client.request({ action: 'send' })).toMatch(
      /^AccessDenied: User: arn:aws:sts::000000000000:assumed-role\/Main-Role\/BackplaneAssumeRoleSession is not authorized to perform: sqs:sendmessage on/,
    );
    expect(await readItem(runtime, 'a')).toBeUndefined();
    expect(lines.filter((line) => line.startsWith('iam'))).toEqual([
      expect.stringContaining('RouteputIntegration: dynamodb:PutItem on'),
      expect.stringContaining('RoutesendIntegration: sqs:SendMessage on'),
    ]);
    await client.close();
    await runtime.stop();
  });

  it('does not start without a role, unless iam is off', async () => {
    const { CredentialsArn: _, ...integration } = PUT.integration!;
    const Main = { Resources: anApi({ routes: { put: { ...PUT, integration } }, others: STORES }) };
    const assembly = writeAssembly({ Main });
    await expect(startRuntime({ assembly, port: 0, webPort: 0 })).rejects.toThrow(
      'RouteputIntegration: API Gateway calls dynamodb in a role and the integration names none',
    );
    const runtime = await startRuntime({ assembly, port: 0, webPort: 0, iam: 'off' });
    const client = await Client.open(runtime.socketUrl);
    client.socket.send('{"action":"put","id":"a"}');
    expect(await eventually(() => readItem(runtime, 'a'))).toEqual({ pk: { S: 'a' } });
    await client.close();
    await runtime.stop();
  });
});

import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type AwsCall } from '../../../local/aws/aws-call';
import { startRuntime } from '../../../local/runtime';
import { Client, credentials, eventually, readItem } from '../echo-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';
import { anApi, type RouteSetting } from './api-template';

const joined = (...parts: unknown[]): unknown => ({ 'Fn::Join': ['', parts] });

const PUT: RouteSetting = {
  integration: {
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
  integration: {
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

const OTHERS = {
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

describe('serviceCaller', () => {
  afterAll(removeTemporary);

  it('reaches the tables and queues of the same assembly, and its calls are metered', async () => {
    const calls: AwsCall[] = [];
    const Main = { Resources: anApi({ routes: { put: PUT, send: SEND }, others: OTHERS }) };
    const runtime = await startRuntime({
      assembly: writeAssembly({ Main }),
      port: 0,
      webPort: 0,
      onCall: (call) => calls.push(call),
    });
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
});

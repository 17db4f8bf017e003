import { readAssembly } from '../../../local/assembly/read-assembly';
import { type Plan } from '../../../local/resources/plan';
import { planAssembly } from '../../../local/resources/plan-assembly';
import { ECHO } from '../echo-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const planOf = (folder: string): Plan =>
  planAssembly(readAssembly(folder), {
    parameters: { LocalIssuer: 'i' },
    addresses: { awsUrl: 'http://127.0.0.1:99' },
  });

const planResources = (Resources: Record<string, unknown>): Plan =>
  planOf(writeAssembly({ Main: { Resources } }));

describe('planAssembly', () => {
  afterAll(removeTemporary);

  it('reads tables, queues, functions, mappings and routes out of the templates', () => {
    const plan = planOf(ECHO);
    expect(plan.tables[0]).toMatchObject({
      name: 'EchoData-Items',
      definition: { BillingMode: 'PAY_PER_REQUEST' },
    });
    expect(plan.queues[0]?.attributes).toEqual({
      VisibilityTimeout: '1',
      RedrivePolicy:
        '{"deadLetterTargetArn":"arn:aws:sqs:eu-central-1:000000000000:EchoData-DeadJobs","maxReceiveCount":2}',
    });
    expect(plan.mappings).toMatchObject([
      { functionName: 'EchoApi-Worker', batchSize: 5, reportsItemFailures: true },
    ]);
    expect(plan.routes.find(({ routeKey }) => routeKey === 'echo')?.selectsResponse).toBe(true);
    expect(plan.routes.find(({ routeKey }) => routeKey === 'silent')?.selectsResponse).toBe(false);
  });

  it('lists what nothing runnable needs, and says nothing of what CDK adds for itself', () => {
    expect(planOf(ECHO).notRun).toEqual(['Alarm (AWS::CloudWatch::Alarm)']);
  });

  it('names FIFO queues with their suffix and keeps long names unique and short', () => {
    const queue = { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } };
    const [short, long] = planResources({ Jobs: queue, ['L'.repeat(100)]: queue }).queues;
    expect(short?.name).toBe('Main-Jobs.fifo');
    expect(long?.name).toMatch(/^Main-L+-[a-z0-9]{8}\.fifo$/);
    expect(long?.name.length).toBe(80);
  });

  it('gives a function that says nothing of it 3 s and 128 MB', () => {
    const properties = { Runtime: 'nodejs24.x', Code: { ZipFile: '' } };
    const { functions } = planResources({ F: { Type: 'AWS::Lambda::Function', Properties: properties } });
    expect(functions).toMatchObject([{ timeoutSeconds: 3, memoryMb: 128, handler: 'index.handler' }]);
  });

  it('takes aliases and versions for the function they belong to', () => {
    const arn = { Ref: 'Alias' };
    const plan = planResources({
      Fn: {
        Type: 'AWS::Lambda::Function',
        Properties: { Runtime: 'nodejs24.x' },
        Metadata: { 'aws:asset:path': 'asset.code' },
      },
      Version: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Fn' } } },
      Alias: {
        Type: 'AWS::Lambda::Alias',
        Properties: {
          FunctionName: { Ref: 'Fn' },
          FunctionVersion: { 'Fn::GetAtt': ['Version', 'Version'] },
          Name: 'live',
        },
      },
      Source: {
        Type: 'AWS::Lambda::EventSourceMapping',
        Properties: { EventSourceArn: 'arn:aws:sqs:x:y:q', FunctionName: arn },
      },
    });
    expect(plan.mappings[0]?.functionName).toBe('Main-Fn:live');
  });

  it.each<[string, Record<string, unknown>, string]>([
    [
      'a property that does not fit',
      { T: { Type: 'AWS::DynamoDB::Table', Properties: {} } },
      'resource T (AWS::DynamoDB::Table): property KeySchema',
    ],
    [
      'an authorizer whose results are to be cached',
      {
        A: {
          Type: 'AWS::ApiGatewayV2::Authorizer',
          Properties: { AuthorizerType: 'REQUEST', AuthorizerResultTtlInSeconds: 300 },
        },
      },
      'AuthorizerResultTtlInSeconds cannot be set for WEBSOCKET protocol Apis',
    ],
    [
      'a FIFO queue whose dead-letter queue is none',
      {
        Dead: { Type: 'AWS::SQS::Queue' },
        Q: {
          Type: 'AWS::SQS::Queue',
          Properties: {
            FifoQueue: true,
            RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 1 },
          },
        },
      },
      'resource Q (AWS::SQS::Queue): the dead-letter queue of a FIFO queue must be a FIFO queue',
    ],
    [
      'code that lies elsewhere',
      {
        F: { Type: 'AWS::Lambda::Function', Properties: { Runtime: 'nodejs24.x', Code: { S3Key: 'a.zip' } } },
      },
      'resource F (AWS::Lambda::Function): its code a.zip is no folder of the assembly; use Code.fromAsset or',
    ],
    [
      'an event source that is none here',
      {
        M: {
          Type: 'AWS::Lambda::EventSourceMapping',
          Properties: { EventSourceArn: 'arn:aws:kinesis:x', FunctionName: 'f' },
        },
      },
      'only queues and DynamoDB streams are event sources here',
    ],
  ])('stops at %s', (_, resources, message) => {
    expect(() => planResources(resources)).toThrow(message);
  });
});

import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type Runtime } from '../../../local/runtime-options';
import { credentials, eventually } from '../echo-runtime';
import { removeTemporary } from '../temporary-assembly';
import { call, startFunctions } from './function-runtime';

const code = `
let seen = [];
exports.handler = async (event) => {
  if (event.read) return seen;
  if (event.ms) await new Promise((resolve) => setTimeout(resolve, event.ms));
  seen.push(event.Records ? event.Records[0].attributes.ApproximateReceiveCount : event);
  if (event.fail) throw new Error('failed');
};
`;

const queue = (properties = {}): unknown => ({ Type: 'AWS::SQS::Queue', Properties: properties });

const resources = {
  Failures: queue(),
  Dead: queue(),
  Work: queue({ VisibilityTimeout: 2 }),
  Mapping: {
    Type: 'AWS::Lambda::EventSourceMapping',
    Properties: {
      EventSourceArn: { 'Fn::GetAtt': ['Work', 'Arn'] },
      FunctionName: { 'Fn::GetAtt': ['Worker', 'Arn'] },
    },
  },
  Config: {
    Type: 'AWS::Lambda::EventInvokeConfig',
    Properties: {
      FunctionName: { Ref: 'Fn' },
      Qualifier: '$LATEST',
      MaximumRetryAttempts: 1,
      DestinationConfig: { OnFailure: { Destination: { 'Fn::GetAtt': ['Failures', 'Arn'] } } },
    },
  },
};

describe('startFunctions', () => {
  let runtime: Runtime;
  let sqs: SQSClient;

  beforeAll(async () => {
    const functions = {
      Fn: { DeadLetterConfig: { TargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] } } },
      Worker: { ReservedConcurrentExecutions: 1, Timeout: 2 },
    };
    runtime = await startFunctions({ code, functions, resources }, { asyncRetrySeconds: [0.1, 0.1] });
    sqs = new SQSClient({ endpoint: runtime.awsUrl, region: 'eu-west-1', credentials });
  });
  afterAll(async () => {
    sqs.destroy();
    await runtime.stop();
    removeTemporary();
  });

  const urlOf = (logicalId: string): string =>
    runtime.queues.find((entry) => entry.logicalId === logicalId)!.url;

  const receive = (logicalId: string) =>
    eventually(async () => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: urlOf(logicalId), MessageAttributeNames: ['All'] }),
      );
      return Messages?.[0];
    });

  it('brings an asynchronous event that failed to its destination and its dead-letter queue', async () => {
    const response = await fetch(`${runtime.awsUrl}/2015-03-31/functions/Main-Fn/invocations`, {
      method: 'POST',
      body: '{"fail":true}',
      headers: { 'x-amz-invocation-type': 'Event' },
    });
    expect(response.status).toBe(202);
    expect(JSON.parse((await receive('Failures')).Body!)).toMatchObject({
      requestContext: { condition: 'RetriesExhausted', approximateInvokeCount: 2 },
      requestPayload: { fail: true },
      responsePayload: { errorMessage: 'failed' },
    });
    const dead = await receive('Dead');
    expect(dead.Body).toBe('{"fail":true}');
    expect(dead.MessageAttributes).toHaveProperty('RequestID');
    expect(await call(runtime, 'Fn', { read: true })).toHaveLength(2);
  });

  it('lets a queue bring a throttled batch again', async () => {
    const busy = call(runtime, 'Worker', { ms: 500 });
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('Work'), MessageBody: 'work' }));
    await busy;
    const seen = await eventually(async () => {
      const all = (await call(runtime, 'Worker', { read: true })) as unknown[];
      return all.length > 1 ? all : undefined;
    });
    // It says how often it was brought: once in vain, or twice on a slow machine.
    expect(seen).toEqual([{ ms: 500 }, expect.stringMatching(/^[23]$/)]);
  });
});

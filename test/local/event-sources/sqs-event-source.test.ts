import {
  GetQueueUrlCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { type AwsCall } from '../../../local/aws/aws-call';
import { type Runtime } from '../../../local/runtime-options';
import { credentials, eventually, readItem, startEcho } from '../echo-runtime';

describe('SqsEventSource', () => {
  let runtime: Runtime;
  let sqs: SQSClient;
  const calls: AwsCall[] = [];
  beforeAll(async () => {
    runtime = await startEcho({ onCall: (call) => calls.push(call) });
    // As in a function: AWS_ENDPOINT_URL alone must do, queue addresses included.
    process.env['AWS_ENDPOINT_URL'] = runtime.awsUrl;
    sqs = new SQSClient({ region: 'eu-central-1', credentials });
  });
  afterAll(async () => {
    delete process.env['AWS_ENDPOINT_URL'];
    sqs.destroy();
    await runtime.stop();
  });

  const queueUrl = (logicalId: string): string =>
    runtime.queues.find((queue) => queue.logicalId === logicalId)!.url;

  const send = async (...bodies: string[]): Promise<void> => {
    const Entries = bodies.map((body, index) => ({
      Id: String(index),
      MessageBody: body,
      MessageAttributes: { kind: { DataType: 'String', StringValue: 'test' } },
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl('Jobs'), Entries }));
  };

  const received = (body: string, count: number): Promise<unknown> =>
    eventually(async () => {
      const text = (await readItem(runtime, `${body}/${count}`))?.['record']?.S;
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    });

  it('hands a function records in the shape of Lambda', async () => {
    await send('plain');
    expect(await received('plain', 1)).toEqual({
      messageId: expect.any(String) as string,
      receiptHandle: expect.any(String) as string,
      body: 'plain',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d+$/) as string,
        SenderId: expect.any(String) as string,
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d+$/) as string,
      },
      messageAttributes: {
        kind: { stringValue: 'test', dataType: 'String', stringListValues: [], binaryListValues: [] },
      },
      md5OfBody: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      md5OfMessageAttributes: expect.any(String) as string,
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-central-1:000000000000:EchoData-Jobs',
      awsRegion: 'eu-central-1',
    });
  });

  it('gives back only the messages that failed, and moves them to the dead-letter queue in the end', async () => {
    await send('good', 'bad');
    await received('bad', 2);
    const dead = await eventually(async () => {
      const { Messages } = await sqs.send(
        new ReceiveMessageCommand({ QueueUrl: queueUrl('DeadJobs'), WaitTimeSeconds: 1 }),
      );
      return Messages?.map(({ Body }) => Body);
    });
    expect(dead).toEqual(['bad']);
    expect(await readItem(runtime, 'good/2')).toBeUndefined();
  });

  it('gives back the whole batch when the function fails', async () => {
    await send('crash', 'victim');
    await Promise.all([received('crash', 2), received('victim', 2)]);
  });

  it('answers queue addresses that lead back to the endpoint', async () => {
    const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: 'EchoData-Jobs' }));
    expect(QueueUrl).toBe(`${runtime.awsUrl}/000000000000/EchoData-Jobs`);
  });

  it('meters the calls of functions with their table and capacity', async () => {
    await received('plain', 1);
    expect(calls).toContainEqual(
      expect.objectContaining({
        functionName: 'Worker',
        service: 'dynamodb',
        operation: 'PutItem',
        resource: 'EchoData-Items',
        status: 200,
      }),
    );
  });
});

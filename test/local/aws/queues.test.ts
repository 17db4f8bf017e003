import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';
import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { credentials, eventually } from '../echo-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

const redriveTo = (id: string): unknown => ({
  deadLetterTargetArn: { 'Fn::GetAtt': [id, 'Arn'] },
  maxReceiveCount: 1,
});

const queue = (Properties: Record<string, unknown> = {}): unknown => ({
  Type: 'AWS::SQS::Queue',
  Properties,
});

const Resources = {
  Plain: queue(),
  Jobs: queue({ VisibilityTimeout: 0, RedrivePolicy: redriveTo('Dead') }),
  Dead: queue(),
  Visible: queue({ VisibilityTimeout: 0 }),
  Ordered: queue({ FifoQueue: true, ContentBasedDeduplication: true }),
};

describe('the queues of the runtime', () => {
  let runtime: Runtime;
  let sqs: SQSClient;
  beforeAll(async () => {
    runtime = await startRuntime({ assembly: writeAssembly({ Main: { Resources } }), port: 0, webPort: 0 });
    sqs = new SQSClient({ region: 'eu-west-1', credentials, endpoint: runtime.awsUrl });
  });
  afterAll(async () => {
    sqs.destroy();
    await runtime.stop();
    removeTemporary();
  });

  const urlOf = (id: string): string => runtime.queues.find(({ logicalId }) => logicalId === id)!.url;

  const receive = async (id: string): Promise<Message | undefined> => {
    const { Messages } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: urlOf(id), MessageSystemAttributeNames: ['All'] }),
    );
    return Messages?.[0];
  };

  /** Reads until the message has gone to the dead-letter queue. */
  const died = (from: string, to: string): Promise<Message> =>
    eventually(async () => {
      await receive(from);
      return receive(to);
    });

  it('hide a message for 30 s unless they say otherwise, and for 12 hours at most', async () => {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: urlOf('Plain'), AttributeNames: ['VisibilityTimeout'] }),
    );
    expect(Attributes).toEqual({ VisibilityTimeout: '30' });
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('Plain'), MessageBody: 'x' }));
    const { ReceiptHandle } = (await receive('Plain'))!;
    expect(await receive('Plain')).toBeUndefined();
    const hide = (VisibilityTimeout: number): Promise<unknown> =>
      sqs.send(
        new ChangeMessageVisibilityCommand({ QueueUrl: urlOf('Plain'), ReceiptHandle, VisibilityTimeout }),
      );
    await hide(43_200);
    await expect(hide(43_201)).rejects.toThrow();
  });

  it('move a message to the dead-letter queue at the receive after the last one, with its time of sending', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('Jobs'), MessageBody: 'bad' }));
    const first = await receive('Jobs');
    expect(await receive('Dead')).toBeUndefined();
    const dead = await died('Jobs', 'Dead');
    expect([dead.Body, dead.Attributes?.SentTimestamp]).toEqual(['bad', first?.Attributes?.SentTimestamp]);
  });

  it('deliver a message again that was not deleted, with its id and a higher receive count', async () => {
    await sqs.send(new SendMessageCommand({ QueueUrl: urlOf('Visible'), MessageBody: 'x' }));
    const [first, second] = [await receive('Visible'), await receive('Visible')];
    expect(second?.MessageId).toBe(first?.MessageId);
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
    expect([first, second].map((message) => message?.Attributes?.ApproximateReceiveCount)).toEqual([
      '1',
      '2',
    ]);
  });

  it.each([
    ['the same deduplication id', { MessageDeduplicationId: 'one' }],
    ['the same content', {}],
  ])('take a message with %s for a FIFO queue twice, and deliver it once', async (group, fields) => {
    const QueueUrl = urlOf('Ordered');
    const message = { QueueUrl, MessageBody: group, MessageGroupId: group, ...fields };
    const [first, second] = [
      await sqs.send(new SendMessageCommand(message)),
      await sqs.send(new SendMessageCommand(message)),
    ];
    expect(second.MessageId).toBe(first.MessageId);
    const { Body, ReceiptHandle } = (await receive('Ordered'))!;
    expect(Body).toBe(group);
    await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
    expect(await receive('Ordered')).toBeUndefined();
  });
});

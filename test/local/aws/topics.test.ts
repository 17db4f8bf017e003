import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { type Message, ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startRuntime } from '../../../local/runtime';
import { type Runtime } from '../../../local/runtime-options';
import { credentials, eventually } from '../echo-runtime';
import { functionAssembly } from '../functions/function-runtime';
import { removeTemporary, writeAssembly } from '../temporary-assembly';

/** Hands the event that it got to a queue. */
const code = `
const { SQSClient, SendMessageCommand } = require('@aws-sdk/client-sqs');
const sqs = new SQSClient();
exports.handler = (event) =>
  sqs.send(new SendMessageCommand({ QueueUrl: process.env.HEARD_URL, MessageBody: JSON.stringify(event) }));`;

const topic = { Type: 'AWS::SNS::Topic', Properties: {} };
const arnOf = (id: string): unknown => ({ 'Fn::GetAtt': [id, 'Arn'] });
const subscribe = (Protocol: string, Endpoint: unknown, more: object = {}): unknown => ({
  Type: 'AWS::SNS::Subscription',
  Properties: { TopicArn: { Ref: 'News' }, Protocol, Endpoint, ...more },
});

const queue = { Type: 'AWS::SQS::Queue', Properties: {} };
const resources = {
  News: topic,
  Silence: { ...topic, Properties: { FifoTopic: false } },
  Wrapped: queue,
  Raw: queue,
  Heard: queue,
  ToWrapped: subscribe('sqs', arnOf('Wrapped')),
  ToRaw: subscribe('sqs', arnOf('Raw'), { RawMessageDelivery: true }),
  ToFunction: subscribe('lambda', arnOf('Listener')),
  ToMail: subscribe('email', 'someone@example.com'),
};

describe('the topics of the runtime', () => {
  let runtime: Runtime;
  let sns: SNSClient;
  let sqs: SQSClient;
  const arn = (id: string): string => `arn:aws:sns:eu-west-1:000000000000:Main-${id}`;

  beforeAll(async () => {
    const functions = { Listener: { Environment: { Variables: { HEARD_URL: { Ref: 'Heard' } } } } };
    const assembly = functionAssembly({ code, functions, resources });
    runtime = await startRuntime({ assembly, port: 0, webPort: 0, iam: 'off' });
    sns = new SNSClient({ region: 'eu-west-1', credentials, endpoint: runtime.awsUrl });
    sqs = new SQSClient({ region: 'eu-west-1', credentials, endpoint: runtime.awsUrl });
  }, 60_000);
  afterAll(async () => {
    sns.destroy();
    sqs.destroy();
    await runtime.stop();
    removeTemporary();
  });

  const next = (id: string): Promise<Message> =>
    eventually(async () => {
      const QueueUrl = runtime.queues.find(({ logicalId }) => logicalId === id)!.url;
      const receive = new ReceiveMessageCommand({ QueueUrl, MessageAttributeNames: ['All'] });
      return (await sqs.send(receive)).Messages?.[0];
    });

  it('hand a message to every subscriber, in the form that each has asked for', async () => {
    const { MessageId } = await sns.send(
      new PublishCommand({
        TopicArn: arn('News'),
        Subject: 'about',
        Message: '{"a":"<b> & c"}',
        MessageAttributes: { kind: { DataType: 'String', StringValue: 'x' } },
      }),
    );
    const sent = { MessageId, TopicArn: arn('News'), Subject: 'about', Message: '{"a":"<b> & c"}' };
    expect(JSON.parse((await next('Wrapped')).Body!)).toMatchObject({ Type: 'Notification', ...sent });
    const raw = await next('Raw');
    expect(raw.Body).toBe(sent.Message);
    expect(raw.MessageAttributes).toMatchObject({ kind: { StringValue: 'x' } });
    expect(JSON.parse((await next('Heard')).Body!)).toMatchObject({
      Records: [
        {
          EventSource: 'aws:sns',
          EventSubscriptionArn: expect.stringMatching(`^${arn('News')}:`) as string,
          Sns: { ...sent, MessageAttributes: { kind: { Type: 'String', Value: 'x' } } },
        },
      ],
    });
  });

  it('take a message that nobody listens to, and refuse one for a topic that is not there', async () => {
    const publish = (TopicArn: string) => sns.send(new PublishCommand({ TopicArn, Message: 'hello' }));
    expect(await publish(arn('Silence'))).toMatchObject({ MessageId: expect.any(String) as string });
    await expect(publish(arn('Nowhere'))).rejects.toMatchObject({ name: 'NotFoundException' });
  });

  it('are named at start where somebody subscribed by other means', () => {
    expect(runtime.notRun).toContain('ToMail (AWS::SNS::Subscription by email)');
  });

  it('do not start as FIFO topics', async () => {
    const Resources = { Ordered: { Type: 'AWS::SNS::Topic', Properties: { FifoTopic: true } } };
    const assembly = writeAssembly({ Main: { Resources } });
    await expect(startRuntime({ assembly, port: 0, webPort: 0 })).rejects.toThrow(
      /Ordered.*FIFO topics do not run here/,
    );
  });
});

import {
  CreatePlatformApplicationCommand,
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  GetEndpointAttributesCommand,
  PublishCommand,
  SetEndpointAttributesCommand,
  SetPlatformApplicationAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { answerSns } from '../../../local/aws/answer-sns';
import { PushPlatforms } from '../../../local/aws/push-platforms';
import { Sns } from '../../../local/aws/sns';
import { Topics } from '../../../local/aws/topics';
import { readBody } from '../../../local/read-body';

const application = 'arn:aws:sns:us-east-1:000000000000:app/GCM/local';

/** Asked by the SDK's own client, so that the answers are read as those of SNS are. */
describe('PushPlatforms', () => {
  let server: Server;
  let sns: SNSClient;
  let platforms: PushPlatforms;
  const logged: string[] = [];
  const told: [string, unknown][] = [];
  const noTopics = new Topics({
    plan: { topics: [], subscriptions: [] },
    sendToQueue: () => Promise.resolve(),
    invoke: () => undefined,
  });

  beforeAll(async () => {
    server = createServer((request, response) => {
      void readBody(request).then((body) => {
        const { Action: operation = '', ...fields } = Object.fromEntries(new URLSearchParams(String(body)));
        const answered = answerSns(new Sns(platforms, noTopics), { operation, fields });
        void answered.then(({ status, headers, body: xml }) => response.writeHead(status, headers).end(xml));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    sns = new SNSClient({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    });
  });
  beforeEach(() => {
    told.splice(0);
    platforms = new PushPlatforms({
      applicationArns: [application],
      log: (line) => logged.push(line),
      tell: (topicArn, { message }) => told.push([topicArn, JSON.parse(message)]),
    });
  });
  afterAll(async () => {
    sns.destroy();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  const create = (Token: string, Attributes?: Record<string, string>) =>
    sns.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn: application, Token, Attributes }));

  const applicationFor = async (Platform: string) =>
    (await sns.send(new CreatePlatformApplicationCommand({ Platform, Name: 'other', Attributes: {} })))
      .PlatformApplicationArn;

  const publish = (TargetArn: string) =>
    sns.send(
      new PublishCommand({
        TargetArn,
        MessageStructure: 'json',
        Message: JSON.stringify({ default: 'new', GCM: '{"a":"<b> & c"}' }),
        MessageAttributes: { 'AWS.SNS.MOBILE.FCM.TTL': { DataType: 'String', StringValue: '60' } },
      }),
    );

  it('gives the same endpoint for the same token, also when it is disabled', async () => {
    const { EndpointArn = '' } = await create('one');
    platforms.disable(EndpointArn);
    expect((await create('one')).EndpointArn).toBe(EndpointArn);
    expect((await create('two')).EndpointArn).not.toBe(EndpointArn);
  });

  it.each([
    ['APNS', 'c0ffeez', 'iOS device tokens must be no more than 400 hexadecimal characters'],
    ['APNS_SANDBOX', 'a'.repeat(401), 'iOS device tokens must be no more than 400 hexadecimal characters'],
    ['GCM', 'é'.repeat(4097), 'must be at most 8192 bytes long in UTF-8 encoding'],
  ])('refuses a token that is none of %s', async (platform, Token, reason) => {
    const PlatformApplicationArn = await applicationFor(platform);
    await expect(
      sns.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token })),
    ).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter: Token Reason: ${reason}`,
    });
  });

  it('takes tokens up to the limits of their platform', async () => {
    for (const [platform, Token] of [
      ['APNS', 'aF09'.repeat(100)],
      ['GCM', 'é'.repeat(4096)],
    ] as const) {
      const PlatformApplicationArn = await applicationFor(platform);
      const made = await sns.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token }));
      expect(made.EndpointArn).toContain(`:endpoint/${platform}/`);
    }
  });

  it('names the endpoint that has the token with other attributes', async () => {
    const { EndpointArn = '' } = await create('one', { CustomUserData: 'alice' });
    await expect(create('one', { CustomUserData: 'bob' })).rejects.toMatchObject({
      name: 'InvalidParameterException',
      message: `Invalid parameter: Token Reason: Endpoint ${EndpointArn} already exists with the same Token, but different attributes.`,
    });
  });

  it('records and logs what a phone would have got', async () => {
    const { EndpointArn = '' } = await create('one');
    await publish(EndpointArn);
    expect(platforms.pushes).toEqual([
      {
        endpointArn: EndpointArn,
        token: 'one',
        payload: '{"a":"<b> & c"}',
        attributes: { 'AWS.SNS.MOBILE.FCM.TTL': '60' },
      },
    ]);
    expect(logged.at(-1)).toBe('push    GCM one: {"a":"<b> & c"}');
  });

  it('refuses to publish to a disabled endpoint until it is enabled with its new token', async () => {
    const { EndpointArn = '' } = await create('one');
    platforms.disable(EndpointArn);
    await expect(publish(EndpointArn)).rejects.toMatchObject({ name: 'EndpointDisabledException' });
    const attributes = { Token: 'next', Enabled: 'true' };
    await sns.send(new SetEndpointAttributesCommand({ EndpointArn, Attributes: attributes }));
    expect((await sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes).toEqual(
      attributes,
    );
    await publish(EndpointArn);
    expect(platforms.pushes.map(({ token }) => token)).toEqual(['next']);
  });

  it('knows a deleted endpoint no more, and forgets one twice', async () => {
    const { EndpointArn = '' } = await create('one');
    await sns.send(new DeleteEndpointCommand({ EndpointArn }));
    await sns.send(new DeleteEndpointCommand({ EndpointArn }));
    await expect(sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).rejects.toMatchObject({
      name: 'NotFoundException',
    });
    await expect(publish(EndpointArn)).rejects.toMatchObject({ name: 'InvalidParameterException' });
  });

  it('takes a push for a phone without the app, disables the endpoint, and tells the topic of failures', async () => {
    const topic = 'arn:aws:sns:us-east-1:000000000000:failures';
    const { EndpointArn = '' } = await create('one');
    await sns.send(
      new SetPlatformApplicationAttributesCommand({
        PlatformApplicationArn: application,
        Attributes: { EventDeliveryFailure: topic },
      }),
    );
    platforms.removeApp(EndpointArn);
    const { MessageId } = await publish(EndpointArn);
    expect(platforms.pushes).toEqual([]);
    expect(told).toEqual([
      [
        topic,
        expect.objectContaining({
          EndpointArn,
          EventType: 'DeliveryFailure',
          FailureType: 'InvalidPlatformToken',
          MessageId,
          Resource: application,
        }),
      ],
    ]);
    await expect(publish(EndpointArn)).rejects.toMatchObject({ name: 'EndpointDisabledException' });
  });

  it('tells nobody of a failure if the application names no topic', async () => {
    const { EndpointArn = '' } = await create('one');
    platforms.removeApp(EndpointArn);
    await publish(EndpointArn);
    expect(told).toEqual([]);
  });
});

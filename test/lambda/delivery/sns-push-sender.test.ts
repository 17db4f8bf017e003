import {
  EndpointDisabledException,
  InvalidParameterException,
  NotFoundException,
  PlatformApplicationDisabledException,
  PublishCommand,
  SNSClient,
  ThrottledException,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { SnsPushSender } from '../../../lambda/delivery/sns-push-sender';

const sns = mockClient(SNSClient);
const about = (message: string) => ({ message, $metadata: {} });
const send = () =>
  new SnsPushSender().send(
    { platform: 'APNS', endpointArn: 'arn:endpoint' },
    { chatId: 'c1', seq: 2, badge: 1 },
  );

describe('SnsPushSender', () => {
  beforeEach(() => sns.reset());

  it('publishes to the endpoint, with a payload for each platform and its attributes', async () => {
    expect(await send()).toBe('sent');
    const { input } = sns.commandCalls(PublishCommand)[0]!.args[0];
    expect(input).toMatchObject({ TargetArn: 'arn:endpoint', MessageStructure: 'json' });
    expect(Object.keys(JSON.parse(input.Message!) as object)).toEqual(['default', 'APNS']);
    expect(input.MessageAttributes?.['AWS.SNS.MOBILE.APNS.PUSH_TYPE']).toEqual({
      DataType: 'String',
      StringValue: 'alert',
    });
  });

  it.each([
    ['disabled', new EndpointDisabledException(about('Endpoint is disabled'))],
    ['gone', new NotFoundException(about('Endpoint does not exist'))],
    [
      'gone',
      new InvalidParameterException(
        about('Invalid parameter: TargetArn Reason: No endpoint found for the target arn specified'),
      ),
    ],
    ['refused', new InvalidParameterException(about('Invalid parameter: Message too long'))],
    ['refused', new PlatformApplicationDisabledException(about('Platform application is disabled'))],
  ])('answers %s for what %s means', async (outcome, error) => {
    sns.on(PublishCommand).rejects(error);
    expect(await send()).toBe(outcome);
  });

  it('throws when it is throttled', async () => {
    sns.on(PublishCommand).rejects(new ThrottledException(about('Rate exceeded')));
    await expect(send()).rejects.toThrow('Rate exceeded');
  });
});

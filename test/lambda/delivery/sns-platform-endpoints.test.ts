import {
  CreatePlatformEndpointCommand,
  GetEndpointAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  SetEndpointAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { mockClient } from 'aws-sdk-client-mock';
import { SnsPlatformEndpoints } from '../../../lambda/delivery/sns-platform-endpoints';

const sns = mockClient(SNSClient);
const endpointArn = 'arn:aws:sns:eu-central-1:123456789012:endpoint/APNS/parley/1';
const endpoints = new SnsPlatformEndpoints({ APNS: 'arn:aws:sns:eu-central-1:123456789012:app/APNS/parley' });
const invalid = (reason: string) =>
  new InvalidParameterException({ message: `Invalid parameter: ${reason}`, $metadata: {} });

describe('SnsPlatformEndpoints', () => {
  beforeEach(() => sns.reset());

  it('has no endpoint for a platform without an application', async () => {
    expect(await endpoints.ensure('FCM', 'c0ffee')).toBeUndefined();
  });

  it('takes the endpoint that has the token, and enables it', async () => {
    const taken = `Token Reason: Endpoint ${endpointArn} already exists with the same Token, but different attributes.`;
    sns.on(CreatePlatformEndpointCommand).rejects(invalid(taken));
    sns.on(GetEndpointAttributesCommand).resolves({ Attributes: { Token: 'c0ffee', Enabled: 'false' } });
    expect(await endpoints.ensure('APNS', 'c0ffee')).toBe(endpointArn);
    expect(sns.commandCalls(SetEndpointAttributesCommand)[0]!.args[0].input).toEqual({
      EndpointArn: endpointArn,
      Attributes: { Token: 'c0ffee', Enabled: 'true' },
    });
  });

  it('begins anew when the endpoint is deleted in between', async () => {
    sns.on(CreatePlatformEndpointCommand).resolves({ EndpointArn: endpointArn });
    sns
      .on(GetEndpointAttributesCommand)
      .rejectsOnce(new NotFoundException({ message: 'Endpoint does not exist', $metadata: {} }))
      .resolves({ Attributes: { Token: 'c0ffee', Enabled: 'true' } });
    expect(await endpoints.ensure('APNS', 'C0FFEE')).toBe(endpointArn);
    expect(sns.commandCalls(CreatePlatformEndpointCommand)).toHaveLength(2);
    expect(sns.commandCalls(SetEndpointAttributesCommand)).toHaveLength(0);
  });

  it.each([
    'iOS device tokens must be no more than 400 hexadecimal characters',
    'must be at most 8192 bytes long in UTF-8 encoding',
    'whatever SNS says of this-token in the time to come',
  ])('refuses a token of which SNS says: %s', async (reason) => {
    sns.on(CreatePlatformEndpointCommand).rejects(invalid(`Token Reason: ${reason}`));
    await expect(endpoints.ensure('APNS', 'this-token')).rejects.toMatchObject({
      name: 'ChatError',
      code: 'bad_request',
      message: 'unable to register the device; the push service does not take its token',
    });
  });

  it('throws what is wrong with the deployment and not with the token', async () => {
    const error = invalid(
      'PlatformApplicationArn Reason: Wrong number of slashes in relative portion of the ARN.',
    );
    sns.on(CreatePlatformEndpointCommand).rejects(error);
    await expect(endpoints.ensure('APNS', 'c0ffee')).rejects.toBe(error);
  });
});

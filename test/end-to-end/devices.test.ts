import { randomUUID } from 'node:crypto';
import { CreatePlatformEndpointCommand, GetEndpointAttributesCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Runtime } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';

/** Through the bundled function, the table of the template and the platform applications of the runtime. */
describe('registerDevice', () => {
  let runtime: Runtime;
  let sns: SNSClient;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => {
    runtime = await startChat();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    sns = new SNSClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
  }, 60_000);
  afterAll(async () => {
    sns.destroy();
    await runtime.stop();
  });
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function aPhone(token = randomUUID()) {
    const client = await RawClient.connect(runtime, `user-${randomUUID()}`);
    closing.push(() => client.close());
    const register = () => client.request('registerDevice', { deviceId: 'phone', platform: 'FCM', token });
    const unregister = () => client.request('unregisterDevice', { deviceId: 'phone' });
    return { token, register, unregister };
  }

  /** The endpoint of a token, made if there is none. */
  async function endpointOf(Token: string): Promise<string> {
    const PlatformApplicationArn = 'arn:aws:sns:us-east-1:000000000000:app/GCM/local';
    const made = await sns.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token }));
    return made.EndpointArn ?? '';
  }

  const attributesOf = async (EndpointArn: string) =>
    (await sns.send(new GetEndpointAttributesCommand({ EndpointArn }))).Attributes;

  it('makes an endpoint that unregistering deletes', async () => {
    const { token, register, unregister } = await aPhone();
    expect(await register()).toMatchObject({ type: 'ok', deviceId: 'phone', push: 'on' });
    const endpointArn = await endpointOf(token);
    expect(await unregister()).toMatchObject({ type: 'ok' });
    await expect(attributesOf(endpointArn)).rejects.toMatchObject({ name: 'NotFoundException' });
    expect(await unregister()).toMatchObject({ type: 'ok' });
  });

  it('switches a disabled endpoint on again', async () => {
    const { token, register } = await aPhone();
    await register();
    const endpointArn = await endpointOf(token);
    runtime.disableEndpoint(endpointArn);
    await register();
    expect(await attributesOf(endpointArn)).toEqual({ Enabled: 'true', Token: token });
  });

  it('refuses for good, and without repeating it, a token that SNS does not take', async () => {
    const client = await RawClient.connect(runtime, `user-${randomUUID()}`);
    closing.push(() => client.close());
    const phone = { deviceId: 'phone', platform: 'APNS', token: 'not-hexadecimal' };
    const refused = await client.request('registerDevice', phone);
    expect(refused).toMatchObject({ type: 'error', code: 'bad_request', retryable: false });
    expect(refused['message']).toBe(
      'unable to register the device; the push service does not take its token',
    );
    const registered = await client.request('registerDevice', { ...phone, token: 'c0ffee' });
    expect(registered).toMatchObject({ type: 'ok', push: 'on' });
  });

  it('moves a token to the user who registers it last, whose phone the first one cannot log out', async () => {
    const first = await aPhone();
    await first.register();
    const second = await aPhone(first.token);
    await second.register();
    const endpointArn = await endpointOf(first.token);
    expect(await first.unregister()).toMatchObject({ type: 'ok' });
    expect(await attributesOf(endpointArn)).toMatchObject({ Enabled: 'true' });
    await second.unregister();
    await expect(attributesOf(endpointArn)).rejects.toMatchObject({ name: 'NotFoundException' });
  });
});

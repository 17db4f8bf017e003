import { randomUUID } from 'node:crypto';
import { CreatePlatformEndpointCommand, DeleteEndpointCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Runtime } from '../../local/runtime-options';
import type { Platform } from '../../protocol';
import { ChatFlows } from './chat-flows';
import type { Frame } from './local-runtime';

/** And what they do with their phones and profiles. */
export class AccountFlows extends ChatFlows {
  private readonly sns: SNSClient;

  constructor(runtime: Runtime) {
    super(runtime);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    this.sns = new SNSClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
  }

  /** A phone that is registered for the pushes of a platform and then taken away again. */
  async usePhone(platform: Platform, token = randomUUID().replaceAll('-', '').repeat(2)): Promise<Frame[]> {
    const { client } = await this.connect();
    const registered = await client.request('registerDevice', { deviceId: 'phone', platform, token });
    return [registered, await client.request('unregisterDevice', { deviceId: 'phone' })];
  }

  /** The same of a phone whose endpoint the platform has switched off. */
  async useDisabledPhone(platform: Platform): Promise<Frame[]> {
    const token = randomUUID().replaceAll('-', '').repeat(2);
    this.runtime.disableEndpoint(await this.endpointOf(platform, token));
    return this.usePhone(platform, token);
  }

  /** A message for someone who is away, but has a phone; or had one, whose endpoint somebody has deleted. */
  async pushTo(platform: Platform, endpoint: 'there' | 'gone' = 'there'): Promise<Frame> {
    const token = randomUUID().replaceAll('-', '').repeat(2);
    const { client, userId } = await this.connect();
    await client.request('registerDevice', { deviceId: 'phone', platform, token });
    await client.close();
    if (endpoint === 'gone') {
      const EndpointArn = await this.endpointOf(platform, token);
      await this.sns.send(new DeleteEndpointCommand({ EndpointArn }));
    }
    return this.send([userId]);
  }

  /** A message for someone who is away, and whose phone has lost the app. */
  async pushToLost(platform: Platform): Promise<Frame> {
    const token = randomUUID().replaceAll('-', '').repeat(2);
    const { client, userId } = await this.connect();
    await client.request('registerDevice', { deviceId: 'phone', platform, token });
    await client.close();
    this.runtime.removeApp(await this.endpointOf(platform, token));
    return this.send([userId]);
  }

  /** Somebody takes a handle, then another one, and is found and looked at. */
  async useProfile(): Promise<Frame[]> {
    const { client, chatId, userId } = await this.aChat();
    const handles = [this.handle(), this.handle()];
    const frames: Frame[] = [];
    for (const handle of handles) frames.push(await client.request('updateProfile', { handle }));
    frames.push(await client.request('findUser', { handle: handles[1] }));
    frames.push(await client.request('getUsers', { userIds: [userId], chatId }));
    return frames;
  }

  override async close(): Promise<void> {
    await super.close();
    this.sns.destroy();
  }

  private handle(): string {
    return this.name().replace('-', '_');
  }

  /** The endpoint of a token, made if there is none. */
  private async endpointOf(platform: Platform, Token: string): Promise<string> {
    const name = platform === 'FCM' ? 'GCM' : platform;
    const PlatformApplicationArn = `arn:aws:sns:us-east-1:000000000000:app/${name}/local`;
    const made = await this.sns.send(new CreatePlatformEndpointCommand({ PlatformApplicationArn, Token }));
    return made.EndpointArn!;
  }
}

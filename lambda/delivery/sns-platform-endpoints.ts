import {
  CreatePlatformEndpointCommand,
  DeleteEndpointCommand,
  GetEndpointAttributesCommand,
  InvalidParameterException,
  NotFoundException,
  SetEndpointAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { Platform } from '../../protocol';
import { platformOf } from '../contract/push-platforms';
import type { Endpoint, PlatformEndpoints } from '../domain/device';
import { ChatError } from '../domain/errors';

export type ApplicationArns = Readonly<Partial<Record<Platform, string>>>;

/** Whoever made it gave it other attributes; it is the token's all the same. */
const existing = /Endpoint (arn:aws\S*:sns:\S+) already exists with the same [Tt]oken/;

/** Not of the application, which would be the fault of the deployment. SNS has no code of its own for either. */
const aboutToken = /^Invalid parameter: Token Reason:/;

const attempts = 3;

const client = new SNSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

/** The endpoints of SNS's platform applications. */
export class SnsPlatformEndpoints implements PlatformEndpoints {
  constructor(private readonly applicationArns: ApplicationArns = {}) {}

  /** An endpoint may be deleted between the calls: then all begins anew. */
  async ensure(platform: Platform, token: string): Promise<string | undefined> {
    const applicationArn = this.applicationArns[platform];
    if (applicationArn === undefined) return undefined;
    for (let attempt = 1; ; attempt++) {
      const endpointArn = await create(applicationArn, token);
      try {
        await enable(endpointArn, token);
        return endpointArn;
      } catch (error) {
        if (!(error instanceof NotFoundException) || attempt === attempts) throw error;
      }
    }
  }

  async remove(endpointArn: string): Promise<void> {
    await client.send(new DeleteEndpointCommand({ EndpointArn: endpointArn }));
  }

  async find(endpointArn: string): Promise<Endpoint | undefined> {
    const platform = platformOf(endpointArn);
    if (platform === undefined) return undefined;
    try {
      const { Token: token = '', Enabled } = await attributesOf(endpointArn);
      return { platform, token, isEnabled: Enabled === 'true' };
    } catch (error) {
      if (error instanceof NotFoundException) return undefined;
      throw error;
    }
  }
}

async function create(applicationArn: string, token: string): Promise<string> {
  try {
    const { EndpointArn = '' } = await client.send(
      new CreatePlatformEndpointCommand({ PlatformApplicationArn: applicationArn, Token: token }),
    );
    return EndpointArn;
  } catch (error) {
    if (!(error instanceof InvalidParameterException)) throw error;
    const found = existing.exec(error.message)?.[1];
    if (found !== undefined) return found;
    if (!aboutToken.test(error.message)) throw error;
    throw new ChatError(
      'bad_request',
      'unable to register the device; the push service does not take its token',
    );
  }
}

/** SNS gives a disabled endpoint as if it were new. */
async function enable(endpointArn: string, token: string): Promise<void> {
  const { Token, Enabled } = await attributesOf(endpointArn);
  if (Token?.toLowerCase() === token.toLowerCase() && Enabled === 'true') return;
  await client.send(
    new SetEndpointAttributesCommand({
      EndpointArn: endpointArn,
      Attributes: { Token: token, Enabled: 'true' },
    }),
  );
}

async function attributesOf(endpointArn: string): Promise<Partial<Record<string, string>>> {
  const command = new GetEndpointAttributesCommand({ EndpointArn: endpointArn });
  return (await client.send(command)).Attributes ?? {};
}

import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import {
  CreatePlatformApplicationCommand,
  NotFoundException,
  SetPlatformApplicationAttributesCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import type { ApplicationProperties } from '../contract/platform-application';
import { platformOf, snsPlatforms } from '../contract/push-platforms';
import { decodeCredentials } from './decode-credentials';

const sns = new SNSClient({ maxAttempts: 3 });
const secretsManager = new SecretsManagerClient({ maxAttempts: 3 });

/**
 * Makes the application be as wanted, and is never in the way of its endpoints: one that is there gets the attributes,
 * only one that is not there is made. Whoever dies in between does the same again.
 */
export async function ensureApplication(wanted: ApplicationProperties): Promise<void> {
  const { ApplicationArn, FailureTopicArn, SecretArn, SecretVersionId } = wanted;
  const platform = platformOf(ApplicationArn);
  if (platform === undefined) throw new Error('unable to set up a platform application; its ARN names none');
  const credentials =
    SecretArn === undefined
      ? undefined
      : decodeCredentials(platform, await readSecret(SecretArn, SecretVersionId));
  const Attributes = { ...credentials, EventDeliveryFailure: FailureTopicArn };
  if (await setAttributes(ApplicationArn, Attributes)) return;
  if (credentials === undefined)
    throw new Error('unable to set up a platform application; there is none of this ARN, and no secret');
  const Name = ApplicationArn.slice(ApplicationArn.lastIndexOf('/') + 1);
  await sns.send(
    new CreatePlatformApplicationCommand({ Name, Platform: snsPlatforms[platform], Attributes }),
  );
}

async function readSecret(SecretId: string, VersionId: string | undefined): Promise<string> {
  const { SecretString } = await secretsManager.send(new GetSecretValueCommand({ SecretId, VersionId }));
  if (SecretString === undefined) throw new Error('unable to read a secret; it holds no text');
  return SecretString;
}

/** False if there is no such application. */
async function setAttributes(
  PlatformApplicationArn: string,
  Attributes: Record<string, string>,
): Promise<boolean> {
  try {
    await sns.send(new SetPlatformApplicationAttributesCommand({ PlatformApplicationArn, Attributes }));
    return true;
  } catch (error) {
    if (error instanceof NotFoundException) return false;
    throw error;
  }
}

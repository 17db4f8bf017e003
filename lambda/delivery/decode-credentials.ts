import type { Platform } from '../../protocol';

const apnsKeys = ['signingKey', 'keyId', 'teamId', 'bundleId'] as const;
const fcmKeys = ['project_id', 'private_key', 'client_email'] as const;

/**
 * The attributes of a platform application that hold its credentials, from the text of a secret: for APNS and
 * APNS_SANDBOX a JSON object of `signingKey` (the .p8 file), `keyId`, `teamId` and `bundleId`; for FCM the JSON file of a
 * service account as it is. Throws, and says nothing of what is in the secret.
 */
export function decodeCredentials(platform: Platform, secret: string): Record<string, string> {
  const fields = fieldsOf(platform, secret);
  if (platform === 'FCM') {
    pick(platform, fields, fcmKeys);
    return { PlatformCredential: secret };
  }
  const { signingKey, keyId, teamId, bundleId } = pick(platform, fields, apnsKeys);
  return {
    PlatformCredential: signingKey,
    PlatformPrincipal: keyId,
    ApplePlatformTeamID: teamId,
    ApplePlatformBundleID: bundleId,
  };
}

function fieldsOf(platform: Platform, secret: string): Readonly<Record<string, unknown>> {
  try {
    const fields: unknown = JSON.parse(secret);
    if (typeof fields === 'object' && fields !== null) return { ...fields };
  } catch {
    // The parser's message quotes the secret.
  }
  throw new Error(`unable to read the secret of ${platform}; it is no JSON object`);
}

function pick<const K extends string>(
  platform: Platform,
  fields: Readonly<Record<string, unknown>>,
  keys: readonly K[],
): Record<K, string> {
  const missing = keys.filter((key) => typeof fields[key] !== 'string' || fields[key] === '');
  if (missing.length > 0)
    throw new Error(`unable to read the secret of ${platform}; missing ${missing.join(', ')}`);
  return fields as Record<K, string>;
}

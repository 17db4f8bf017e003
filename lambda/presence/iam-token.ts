import { Sha256 } from '@aws-crypto/sha256-js';
import { fromEnv } from '@aws-sdk/credential-provider-env';
import { SignatureV4 } from '@smithy/signature-v4';

/** The longest that ElastiCache takes. A connection outlives its token: it is closed after 12 hours. */
const expiresInSeconds = 900;

export interface TokenOptions {
  /** The name of the serverless cache. */
  readonly cacheName: string;
  /** A user of the cache whose id is its name. */
  readonly userId: string;
  readonly region: string;
  /** When it begins to count, in milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * The password of an IAM user of a serverless cache: a signed request to connect, without its scheme. It is made of the
 * credentials of the function alone, without a call.
 */
export async function iamToken({ cacheName, userId, region, nowMs }: TokenOptions): Promise<string> {
  const signer = new SignatureV4({ service: 'elasticache', region, credentials: fromEnv(), sha256: Sha256 });
  const { query = {} } = await signer.presign(
    {
      method: 'GET',
      protocol: 'http:',
      hostname: cacheName,
      path: '/',
      headers: { host: cacheName },
      query: { Action: 'connect', ResourceType: 'ServerlessCache', User: userId },
    },
    { expiresIn: expiresInSeconds, signingDate: new Date(nowMs) },
  );
  const pairs = Object.entries(query).map(
    ([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`,
  );
  return `${cacheName}/?${pairs.join('&')}`;
}

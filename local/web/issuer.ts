import { createHash, createPublicKey, sign, type KeyObject } from 'node:crypto';
import { type JsonObject } from '../json';

export interface IssuerOptions {
  /** http://localhost:{webPort}, the `iss` of every token. */
  readonly url: string;
  readonly audience: string;
  /** Signs the tokens: RSA. */
  readonly privateKey: KeyObject;
}

export interface TokenRequest {
  readonly userId: string;
  readonly expiresInSeconds: number;
}

const encode = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An OIDC issuer for development: anyone who reaches it gets a token for any name. */
export class Issuer {
  private readonly privateKey: KeyObject;
  private readonly publicJwk: JsonObject;

  constructor(private readonly options: IssuerOptions) {
    const { privateKey } = options;
    const jwk = createPublicKey(privateKey).export({ format: 'jwk' });
    const kid = createHash('sha256').update(String(jwk.n)).digest('base64url').slice(0, 16);
    this.privateKey = privateKey;
    this.publicJwk = { ...jwk, kid, alg: 'RS256', use: 'sig' };
  }

  token({ userId, expiresInSeconds }: TokenRequest): string {
    const now = Math.floor(Date.now() / 1000);
    const { url, audience } = this.options;
    const claims = { sub: userId, iss: url, aud: audience, iat: now, exp: now + expiresInSeconds };
    const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: this.publicJwk['kid'] })}.${encode(claims)}`;
    return `${signed}.${sign('sha256', Buffer.from(signed), this.privateKey).toString('base64url')}`;
  }

  keys(): JsonObject {
    return { keys: [this.publicJwk] };
  }

  configuration(): JsonObject {
    const { url } = this.options;
    return {
      issuer: url,
      jwks_uri: `${url}/.well-known/jwks.json`,
      token_endpoint: `${url}/dev/token`,
      response_types_supported: ['token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }
}

import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify';
import { SimpleJwksCache } from 'aws-jwt-verify/jwk';
import type { EnvironmentOf } from '../contract/handlers';
import { userIdOf } from '../domain/user-id';

/** Who a token stands for. exp: seconds since 1970. */
export interface Identity {
  userId: string;
  exp: number;
}

export type VerifyToken = (token: string) => Promise<Identity>;

type Settings = Pick<
  EnvironmentOf<'authorize'>,
  'IDENTITY_KIND' | 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE' | 'JWKS_URI'
>;

/** Checks signature, issuer, audience and expiry; a token without `exp` is refused, which the library alone would accept. */
export function tokenVerifier(settings: Settings): VerifyToken {
  const verify = settings.IDENTITY_KIND === 'cognito' ? cognitoVerifier(settings) : oidcVerifier(settings);
  return async (token) => {
    const { sub, exp } = await verify(token);
    if (sub === undefined || exp === undefined) throw new Error('the token has no sub or no exp');
    return { userId: userIdOf(settings.TOKEN_ISSUER, sub), exp };
  };
}

interface Claims {
  sub?: string | undefined;
  exp?: number | undefined;
}

/** Cognito's access tokens carry client_id and no aud. The user pool's id is the last part of its issuer. */
function cognitoVerifier({ TOKEN_ISSUER, TOKEN_AUDIENCE }: Settings): (token: string) => Promise<Claims> {
  const verifier = CognitoJwtVerifier.create({
    userPoolId: TOKEN_ISSUER.slice(TOKEN_ISSUER.lastIndexOf('/') + 1),
    clientId: TOKEN_AUDIENCE,
    tokenUse: 'access',
  });
  return (token) => verifier.verify(token);
}

function oidcVerifier({
  TOKEN_ISSUER,
  TOKEN_AUDIENCE,
  JWKS_URI,
}: Settings): (token: string) => Promise<Claims> {
  const settings = { issuer: TOKEN_ISSUER, audience: TOKEN_AUDIENCE, jwksUri: JWKS_URI };
  const verifier = JWKS_URI.startsWith('http:')
    ? JwtVerifier.create(settings, { jwksCache: new SimpleJwksCache({ fetcher: { fetch: fetchBytes } }) })
    : JwtVerifier.create(settings);
  return (token) => verifier.verify(token);
}

/** The library fetches keys over https only; the local stage, the one stage that may, has them on http. */
async function fetchBytes(uri: string): Promise<ArrayBuffer> {
  const response = await fetch(uri);
  if (!response.ok) throw new Error(`unable to fetch the keys; status ${response.status}`);
  return response.arrayBuffer();
}

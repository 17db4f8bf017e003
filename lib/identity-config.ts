import { ConfigError, httpsUrl, needed, oneOf, option, spelled, word, type Given } from './config-option';

/**
 * Who vouches for users: a Cognito user pool that the Chat stack creates, an OpenID Connect issuer that exists
 * already, or (stage local) the issuer of the local runtime, which the Chat stack takes as parameters.
 */
export type IdentityConfig =
  | { readonly kind: 'cognito' }
  | { readonly kind: 'oidc'; readonly issuer: string; readonly audience: string; readonly jwksUri: string }
  | { readonly kind: 'local' };

const identityKinds = ['cognito', 'oidc'] as const;

export const identityOptions = {
  identity: option('identity', oneOf(identityKinds), 'cognito'),
  issuer: option<string | undefined>('issuer', httpsUrl, undefined),
  audience: option<string | undefined>('audience', word, undefined),
  jwksUri: option<string | undefined>('jwksUri', httpsUrl, undefined),
};

/** @throws ConfigError if an option of the issuer is missing, or given where it has no effect. */
export function identityOf(given: Given): IdentityConfig {
  const kind = identityOptions.identity(given);
  if (kind === 'cognito') {
    for (const key of ['issuer', 'audience', 'jwksUri']) refuseWithCognito(key, given);
    return { kind };
  }
  const issuer = needed('issuer', identityOptions.issuer(given), 'parley:identity "oidc"');
  const audience = needed('audience', identityOptions.audience(given), 'parley:identity "oidc"');
  const jwksUri = identityOptions.jwksUri(given) ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  return { kind, issuer, audience, jwksUri };
}

function refuseWithCognito(key: string, given: Given): void {
  if (given[key] === undefined) return;
  throw new ConfigError(
    `${spelled(key)} is ${JSON.stringify(given[key])}, allowed is no value while parley:identity is "cognito". ` +
      `Remove it, or give -c parley:identity=oidc.`,
  );
}

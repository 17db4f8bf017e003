import {
  ConfigError,
  httpsUrl,
  matching,
  needed,
  oneOf,
  option,
  spelled,
  word,
  type Given,
} from './config-option';

/**
 * Who vouches for users: a Cognito user pool that the Chat stack creates, an OpenID Connect issuer that exists
 * already, or (stage local) the issuer of the local runtime, which the Chat stack takes as parameters.
 */
export type IdentityConfig =
  | { readonly kind: 'cognito'; readonly signInPrefix?: string }
  | { readonly kind: 'oidc'; readonly issuer: string; readonly audience: string; readonly jwksUri: string }
  | { readonly kind: 'local' };

const identityKinds = ['cognito', 'oidc'] as const;

/** Cognito refuses names of AWS in it. */
const prefix = matching(
  /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
  'the first part of a host name, in lower case, without aws, amazon or cognito',
);

export const identityOptions = {
  identity: option('identity', oneOf(identityKinds), 'cognito'),
  signInPrefix: option<string | undefined>('signInPrefix', prefix, undefined),
  issuer: option<string | undefined>('issuer', httpsUrl, undefined),
  audience: option<string | undefined>('audience', word, undefined),
  jwksUri: option<string | undefined>('jwksUri', httpsUrl, undefined),
};

/** @throws ConfigError if an option of the issuer is missing, or given where it has no effect. */
export function identityOf(given: Given): IdentityConfig {
  const kind = identityOptions.identity(given);
  if (kind === 'cognito') {
    for (const key of ['issuer', 'audience', 'jwksUri']) refuseWith(kind, key, given);
    const signInPrefix = identityOptions.signInPrefix(given);
    return { kind, ...(signInPrefix !== undefined && { signInPrefix }) };
  }
  refuseWith(kind, 'signInPrefix', given);
  const issuer = needed('issuer', identityOptions.issuer(given), 'parley:identity "oidc"');
  const audience = needed('audience', identityOptions.audience(given), 'parley:identity "oidc"');
  const jwksUri = identityOptions.jwksUri(given) ?? `${issuer.replace(/\/$/, '')}/.well-known/jwks.json`;
  return { kind, issuer, audience, jwksUri };
}

function refuseWith(kind: (typeof identityKinds)[number], key: string, given: Given): void {
  if (given[key] === undefined) return;
  const other = kind === 'cognito' ? 'oidc' : 'cognito';
  throw new ConfigError(
    `${spelled(key)} is ${JSON.stringify(given[key])}, allowed is no value while parley:identity is "${kind}". ` +
      `Remove it, or give -c parley:identity=${other}.`,
  );
}

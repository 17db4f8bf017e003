import { type IdentityConfig } from '../identity-config';
import { type WebClient } from '../web-config';
import { issuerOrigins } from './expected-addresses';
import { signInScopes } from './user-client';
import { type DirectoryTokens } from './user-directory';

/** How the page signs its user in: by the code grant with PKCE. */
export interface PageSignIn {
  /** As config.json says it. */
  readonly settings: {
    readonly kind: 'oidc';
    readonly issuer: string;
    readonly clientId: string;
    readonly scope: string;
    /** For issuers that ask whom an access token is for; the others ignore it. */
    readonly audience?: string;
    /** Which of its tokens the page shows to the socket. */
    readonly token: 'access' | 'id';
    /** How the issuer calls the address to which a user comes back who has signed out. */
    readonly signOutParameter: 'post_logout_redirect_uri' | 'logout_uri';
  };
  /** Where the issuer's endpoints are, as sources of a Content-Security-Policy. */
  readonly addresses: readonly string[];
}

export function signInAtCognito({ issuer, audience, signInUrl }: DirectoryTokens): PageSignIn {
  const scope = signInScopes.map(({ scopeName }) => scopeName).join(' ');
  return {
    settings: {
      kind: 'oidc',
      issuer,
      clientId: audience,
      scope,
      token: 'access',
      signOutParameter: 'logout_uri',
    },
    addresses: [`${issuer}/`, ...(signInUrl === undefined ? [] : [signInUrl])],
  };
}

/** An access token carries the audience; where the audience is the page itself, the ID token is the one that does. */
export function signInAt(
  { issuer, audience }: Extract<IdentityConfig, { kind: 'oidc' }>,
  client: WebClient,
): PageSignIn {
  return {
    settings: {
      kind: 'oidc',
      issuer,
      clientId: client.id,
      scope: client.scopes,
      ...(audience === client.id ? { token: 'id' } : { token: 'access', audience }),
      signOutParameter: 'post_logout_redirect_uri',
    },
    addresses: issuerOrigins(issuer, { client }),
  };
}

import { Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { type Config } from '../config';
import { Binding } from './binding';
import { localParameters } from './local-parameters';
import { signInAt, signInAtCognito, type PageSignIn } from './page-sign-in';
import { UserDirectory } from './user-directory';

export interface IdentityProps {
  readonly config: Config;
  /** The origin of the web app, if it is published: it may connect, beside the configured ones. */
  readonly webOrigin?: string;
}

/** The variables by which the authorizer judges tokens and origins. */
export type IdentityVariable =
  'IDENTITY_KIND' | 'TOKEN_ISSUER' | 'TOKEN_AUDIENCE' | 'JWKS_URI' | 'ALLOWED_ORIGINS';

interface Issuer {
  readonly kind: 'cognito' | 'oidc';
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUri: string;
  readonly allowedOrigins: readonly string[];
  readonly outputs?: Readonly<Record<string, string>>;
  readonly pageSignIn?: PageSignIn;
}

/**
 * Whose tokens open the socket, and from which web pages: a Cognito user pool of our own, an OpenID Connect issuer
 * that config names, or in stage local the issuer that the local runtime brings.
 *
 * When it fails: nobody can connect anew; open sockets live on until their tokens expire.
 * Cost: none by itself; see UserDirectory.
 */
export class Identity extends Construct {
  /** What a client needs to sign its user in, by output name; empty unless the user pool is ours. */
  readonly outputs: Readonly<Record<string, string>>;
  /** How the web app signs its user in; undefined if it is not published. */
  readonly pageSignIn: PageSignIn | undefined;
  private readonly issuer: Issuer;

  constructor(scope: Construct, id: string, props: IdentityProps) {
    super(scope, id);
    this.issuer = issuerOf(this, props);
    this.outputs = this.issuer.outputs ?? {};
    this.pageSignIn = this.issuer.pageSignIn;
  }

  /** Everything that the authorizer checks a handshake against. No permission: it fetches public keys, nothing else. */
  bind(): Binding<Record<IdentityVariable, string>> {
    return new Binding({
      IDENTITY_KIND: this.issuer.kind,
      TOKEN_ISSUER: this.issuer.issuer,
      TOKEN_AUDIENCE: this.issuer.audience,
      JWKS_URI: this.issuer.jwksUri,
      ALLOWED_ORIGINS: this.issuer.allowedOrigins.join(','),
    });
  }
}

function issuerOf(scope: Construct, { config, webOrigin }: IdentityProps): Issuer {
  const { identity, web } = config;
  const allowedOrigins = [...(webOrigin === undefined ? [] : [webOrigin]), ...config.allowedOrigins];
  switch (identity.kind) {
    case 'cognito': {
      const { tokens } = new UserDirectory(scope, 'Users', { ...identity, config, pages: allowedOrigins });
      return {
        kind: 'cognito',
        ...tokens,
        allowedOrigins,
        ...(web && { pageSignIn: signInAtCognito(tokens) }),
      };
    }
    case 'oidc': {
      const pageSignIn = web?.client && signInAt(identity, web.client);
      return { ...identity, allowedOrigins, ...(pageSignIn && { pageSignIn }) };
    }
    case 'local': {
      const { webOrigin: localOrigin, ...issuer } = localParameters(Stack.of(scope));
      return { kind: 'oidc', ...issuer, allowedOrigins: [localOrigin, ...allowedOrigins] };
    }
  }
}

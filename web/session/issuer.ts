import * as oauth from 'oauth4webapi';
import { type OidcSettings } from './read-config';
import { SignInError } from './sign-in-error';

/** What must be the same when the user comes back from the issuer as when they went there. */
export interface Attempt {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** What the issuer gave: a token for the socket, and what is needed for the next one. */
export interface Grant {
  readonly token: string;
  readonly lifetimeMs: number;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
  /** What the issuer calls the user. */
  readonly name: string | undefined;
}

const patienceMs = 10_000;

/** Lifetime of a token whose issuer does not say it. */
const unsaidMs = 300_000;

const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

export function newAttempt(): Attempt {
  return {
    state: oauth.generateRandomState(),
    nonce: oauth.generateRandomNonce(),
    verifier: oauth.generateRandomCodeVerifier(),
  };
}

/** The OpenID Connect issuer of the deployment, spoken to as a public client: the code grant with PKCE. */
export class Issuer {
  readonly #settings: OidcSettings;
  readonly #redirectUri: string;
  readonly #client: oauth.Client;
  #server: Promise<oauth.AuthorizationServer> | undefined;

  constructor(settings: OidcSettings, redirectUri: string) {
    this.#settings = settings;
    this.#redirectUri = redirectUri;
    this.#client = { client_id: settings.clientId, [oauth.clockTolerance]: 60 };
  }

  /** Where the user signs in. */
  async address({ state, nonce, verifier }: Attempt): Promise<string> {
    const { authorization_endpoint: endpoint } = await this.#discover();
    if (endpoint === undefined) throw new SignInError('refused');
    const { clientId, scope, audience } = this.#settings;
    return withParameters(endpoint, {
      client_id: clientId,
      redirect_uri: this.#redirectUri,
      response_type: 'code',
      scope,
      ...(audience !== undefined && { audience }),
      state,
      nonce,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    });
  }

  /** @throws SignInError if the user said no, or the answer belongs to another attempt */
  async redeem(answer: URLSearchParams, attempt: Attempt): Promise<Grant> {
    if (answer.get('state') !== attempt.state) throw new SignInError('unconfirmed');
    if (answer.has('error')) throw new SignInError('denied', answer.get('error'));
    const server = await this.#discover();
    const parameters = oauth.validateAuthResponse(server, this.#client, answer, attempt.state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, this.#client, oauth.None(), parameters] as const),
      ...([this.#redirectUri, attempt.verifier, this.#options()] as const),
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, this.#client, response, {
      expectedNonce: attempt.nonce,
      requireIdToken: true,
    });
    return this.#grant(tokens);
  }

  /** @throws SignInError `ended` if the issuer takes the refresh token no more; another error if a later try may work */
  async renew(refreshToken: string): Promise<Grant> {
    const server = await this.#discover();
    const response = await oauth.refreshTokenGrantRequest(
      ...([server, this.#client, oauth.None(), refreshToken, this.#options()] as const),
    );
    try {
      return this.#grant(await oauth.processRefreshTokenResponse(server, this.#client, response));
    } catch (error) {
      const isOver = error instanceof oauth.ResponseBodyError && error.error === 'invalid_grant';
      throw isOver ? new SignInError('ended', error) : error;
    }
  }

  /** Takes the refresh token out of use, and gives the address where the user signs out of the issuer itself, if it has one. */
  async farewell({
    refreshToken,
    idToken,
  }: Pick<Grant, 'refreshToken' | 'idToken'>): Promise<string | undefined> {
    const server = await this.#discover();
    if (server.revocation_endpoint !== undefined && refreshToken !== undefined)
      await oauth
        .revocationRequest(server, this.#client, oauth.None(), refreshToken, this.#options())
        .catch(() => undefined);
    const { end_session_endpoint: endpoint } = server;
    const { clientId, signOutParameter } = this.#settings;
    const hint = signOutParameter === 'post_logout_redirect_uri' && idToken !== undefined;
    return endpoint === undefined
      ? undefined
      : withParameters(endpoint, {
          client_id: clientId,
          [signOutParameter]: this.#redirectUri,
          ...(hint && { id_token_hint: idToken }),
        });
  }

  /** Once; after a failure, again. */
  #discover(): Promise<oauth.AuthorizationServer> {
    this.#server ??= this.#readMetadata().catch((error: unknown) => {
      this.#server = undefined;
      throw error;
    });
    return this.#server;
  }

  async #readMetadata(): Promise<oauth.AuthorizationServer> {
    const issuer = new URL(this.#settings.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, this.#options()));
  }

  /** Without TLS only on this machine. */
  #options() {
    const { protocol, hostname } = new URL(this.#settings.issuer);
    const isLocal = protocol === 'http:' && loopback.has(hostname);
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- only marked so that it stands out
    return { signal: AbortSignal.timeout(patienceMs), [oauth.allowInsecureRequests]: isLocal };
  }

  #grant(tokens: oauth.TokenEndpointResponse): Grant {
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    const isId = this.#settings.token === 'id';
    const token = isId ? tokens.id_token : tokens.access_token;
    if (token === undefined) throw new SignInError('ended');
    const lifetimeSeconds = isId ? claims && claims.exp - claims.iat : tokens.expires_in;
    return {
      token,
      lifetimeMs: lifetimeSeconds === undefined ? unsaidMs : lifetimeSeconds * 1000,
      refreshToken: tokens.refresh_token,
      idToken: tokens.id_token,
      name: claims && nameIn(claims),
    };
  }
}

function nameIn(claims: oauth.IDToken): string {
  const names = [claims['name'], claims['preferred_username'], claims['email']];
  return names.filter((name) => typeof name === 'string').find((name) => name !== '') ?? claims.sub;
}

function withParameters(endpoint: string, parameters: Record<string, string>): string {
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

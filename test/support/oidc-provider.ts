import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { signer } from './test-issuer';

interface Granted {
  readonly userId: string;
  readonly nonce: string;
  readonly challenge: string;
}

type Handler = (query: URLSearchParams, response: ServerResponse) => void;

const clientId = 'parley-web';
const audience = 'parley';

/**
 * A small OpenID Connect provider with one public client, which asks for a name and no password. It checks what a careful one
 * checks: the client, the redirect address, PKCE by S256; a code and a refresh token count once.
 */
export class OidcProvider {
  /** Of the access tokens to come. */
  lifetimeSeconds = 3600;
  /** What is asked of the token endpoint, by grant type; and what was revoked. */
  readonly asked: string[] = [];
  /** The id of a user who signs in under this name. */
  subOf = (name: string): string => name;
  /** Something that a test wants changed in the address to which a user is sent back. */
  tamper: (back: URL) => void = () => undefined;
  readonly #signer = signer();
  readonly #codes = new Map<string, Granted>();
  readonly #refreshTokens = new Map<string, Granted>();
  #isAway = false;
  readonly #server = createServer((request, response) => void this.#answer(request, response));

  private constructor(private readonly page: () => string) {}

  /** `page`: the origin of the page, to which alone users are sent back. */
  static async start(page: () => string): Promise<OidcProvider> {
    const provider = new OidcProvider(page);
    await new Promise<void>((resolve) => provider.#server.listen(0, '127.0.0.1', resolve));
    return provider;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get parameters(): Record<string, string> {
    return { LocalIssuer: this.url, LocalJwksUri: `${this.url}/jwks`, LocalAudience: audience };
  }

  /** What config.json says of it. */
  get settings() {
    return {
      ...({ kind: 'oidc', issuer: this.url, clientId, audience, token: 'access' } as const),
      ...({ scope: 'openid', signOutParameter: 'post_logout_redirect_uri' } as const),
    };
  }

  /** Every refresh token given so far is void. */
  endSessions(): void {
    this.#refreshTokens.clear();
  }

  /** Whether every request is answered with 503. */
  set isAway(isAway: boolean) {
    this.#isAway = isAway;
  }

  stop(): Promise<unknown> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('access-control-allow-origin', this.page());
    if (this.#isAway) return void response.writeHead(503).end();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const query =
      request.method === 'POST' ? new URLSearchParams(Buffer.concat(chunks).toString()) : url.searchParams;
    const handler = this.#handlers[url.pathname];
    if (handler) handler(query, response);
    else response.writeHead(404).end();
  }

  readonly #handlers: Readonly<Record<string, Handler>> = {
    '/.well-known/openid-configuration': (_, response) => json(response, 200, this.#metadata()),
    '/jwks': (_, response) => json(response, 200, { keys: [this.#signer.jwk] }),
    '/authorize': (query, response) => this.#ask(query, response),
    '/decide': (query, response) => this.#decide(query, response),
    '/token': (query, response) => this.#token(query, response),
    '/revoke': (query, response) => {
      this.asked.push('revoke');
      this.#refreshTokens.delete(query.get('token') ?? '');
      response.end();
    },
    '/logout': (query, response) => {
      this.asked.push(`logout ${query.has('id_token_hint') ? 'with' : 'without'} a hint`);
      const back = query.get('post_logout_redirect_uri');
      if (back !== `${this.page()}/`) return void json(response, 400, { error: 'invalid_request' });
      response.writeHead(302, { location: back }).end();
    },
  };

  #metadata() {
    return {
      issuer: this.url,
      authorization_endpoint: `${this.url}/authorize`,
      token_endpoint: `${this.url}/token`,
      revocation_endpoint: `${this.url}/revoke`,
      end_session_endpoint: `${this.url}/logout`,
      jwks_uri: `${this.url}/jwks`,
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
    };
  }

  #ask(query: URLSearchParams, response: ServerResponse): void {
    const wanted = { client_id: clientId, redirect_uri: `${this.page()}/`, response_type: 'code' };
    const asWanted = Object.entries(wanted).every(([name, value]) => query.get(name) === value);
    if (!asWanted || query.get('code_challenge_method') !== 'S256')
      return void json(response, 400, { error: 'invalid_request' });
    const fields = [...query].map(([name, value]) => `<input type="hidden" name="${name}" value="${value}">`);
    response.setHeader('content-type', 'text/html');
    response.end(
      `<form method="post" action="/decide">${fields.join('')}<label>Name <input name="name"></label>` +
        '<button name="yes" value="1">Allow</button><button name="no" value="1">Deny</button></form>',
    );
  }

  #decide(query: URLSearchParams, response: ServerResponse): void {
    const back = new URL(query.get('redirect_uri')!);
    back.searchParams.set('state', query.get('state') ?? '');
    if (query.has('no')) back.searchParams.set('error', 'access_denied');
    else {
      const code = randomUUID();
      const [userId, nonce, challenge] = ['name', 'nonce', 'code_challenge'].map(
        (name) => query.get(name) ?? '',
      );
      this.#codes.set(code, { userId: userId!, nonce: nonce!, challenge: challenge! });
      back.searchParams.set('code', code);
    }
    this.tamper(back);
    response.writeHead(302, { location: back.href }).end();
  }

  #token(query: URLSearchParams, response: ServerResponse): void {
    const type = query.get('grant_type') ?? '';
    this.asked.push(type);
    const store = type === 'refresh_token' ? this.#refreshTokens : this.#codes;
    const key = query.get(type === 'refresh_token' ? 'refresh_token' : 'code') ?? '';
    const granted = store.get(key);
    store.delete(key);
    const isProved =
      type === 'refresh_token' || s256(query.get('code_verifier') ?? '') === granted?.challenge;
    if (!granted || !isProved || query.get('client_id') !== clientId)
      return void json(response, 400, { error: 'invalid_grant' });
    json(response, 200, this.#tokens(granted));
  }

  #tokens(granted: Granted) {
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.url,
      sub: this.subOf(granted.userId),
      iat: now,
      exp: now + this.lifetimeSeconds,
    };
    const refreshToken = randomUUID();
    this.#refreshTokens.set(refreshToken, granted);
    return {
      access_token: this.#signer.sign({ ...claims, aud: audience }),
      token_type: 'Bearer',
      expires_in: this.lifetimeSeconds,
      refresh_token: refreshToken,
      id_token: this.#signer.sign({ ...claims, aud: clientId, nonce: granted.nonce, name: granted.userId }),
    };
  }
}

function s256(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  response.end(JSON.stringify(body));
}

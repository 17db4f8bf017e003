import { createPublicKey, verify } from 'node:crypto';
import { request } from 'node:http';
import { type Runtime } from '../../../local/runtime-options';
import { startEcho } from '../echo-runtime';

describe('WebServer', () => {
  let runtime: Runtime;
  beforeAll(async () => {
    runtime = await startEcho();
  });
  afterAll(() => runtime.stop());

  const mint = (body: unknown, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${runtime.webUrl}/dev/token`, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers,
    });

  const decode = (part: string): Record<string, unknown> =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>;

  it('mints tokens that its published keys verify', async () => {
    const { token } = (await (await mint({ userId: 'alice', expiresInSeconds: 60 })).json()) as {
      token: string;
    };
    const [header, claims, signature] = token.split('.') as [string, string, string];
    const { keys } = (await (await fetch(`${runtime.webUrl}/.well-known/jwks.json`)).json()) as {
      keys: [Record<string, string>];
    };
    const key = createPublicKey({ key: keys[0], format: 'jwk' });
    expect(
      verify('sha256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url')),
    ).toBe(true);
    expect(decode(header)).toEqual({ alg: 'RS256', typ: 'JWT', kid: keys[0]['kid'] });
    const { sub, iss, aud, exp, iat } = decode(claims);
    expect({ sub, iss, aud }).toEqual({ sub: 'alice', iss: runtime.webUrl, aud: 'local' });
    expect(Number(exp) - Number(iat)).toBe(60);
  });

  it.each([
    ['no JSON', 'alice', 'the body must be JSON'],
    ['no user', {}, 'userId'],
    ['an empty user', { userId: '' }, 'userId must be 1 to 128 printable characters'],
    ['a control character', { userId: 'a\nb' }, 'userId must be 1 to 128 printable characters'],
    ['a strange expiry', { userId: 'a', expiresInSeconds: -1 }, 'expiresInSeconds must be a whole number'],
    ['something else', { userId: 'a', admin: true }, 'admin'],
  ])('answers 400 to %s and says why', async (_, body, message) => {
    const response = await mint(body);
    expect(response.status).toBe(400);
    expect(((await response.json()) as { error: string }).error).toContain(message);
  });

  it('describes itself as an OpenID issuer', async () => {
    const response = await fetch(`${runtime.webUrl}/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: runtime.webUrl,
      jwks_uri: `${runtime.webUrl}/.well-known/jwks.json`,
    });
  });

  it('shows what runs', async () => {
    const page = await (await fetch(runtime.webUrl)).text();
    for (const text of [runtime.socketUrl, 'EchoData', 'Items', 'Jobs', 'Tools', '/dev/token'])
      expect(page).toContain(text);
  });

  it('refuses pages of other origins and foreign host names', async () => {
    expect((await mint({ userId: 'a' }, { origin: 'https://evil.example' })).status).toBe(403);
    expect((await mint({ userId: 'a' }, { origin: runtime.webUrl })).status).toBe(200);
    const status = await new Promise((resolve) => {
      request(`${runtime.webUrl}/`, { headers: { host: 'evil.example' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).end();
    });
    expect(status).toBe(403);
  });
});

import { runInNewContext } from 'node:vm';
import { pageDocument } from '../../../lib/constructs/page-document';
import { pagePolicy, pagePolicyInDocument } from '../../../lib/constructs/page-policy';
import { pageRoute } from '../../../lib/constructs/page-route';
import { signInAt, signInAtCognito } from '../../../lib/constructs/page-sign-in';
import { pageHeaders } from '../../../local/web/page-headers';
import { parseConfig } from '../../../web/session/read-config';

describe('pagePolicy', () => {
  it('is the policy under which the local runtime serves the page, so that what breaks there breaks here first', () => {
    const local = pageHeaders(['ws://localhost:3001/local'])['content-security-policy'];
    expect(pagePolicy(['ws://localhost:3001'])).toBe(local);
  });
});

describe('pageDocument', () => {
  const html = '<head>\n    <meta charset="utf-8" />\n    <script src="./a.js"></script>';

  it('carries the policy before anything that is loaded, without what only a header may say', () => {
    const document = pageDocument(html, pagePolicyInDocument(['wss://socket.example.com']));
    const at = document.indexOf('Content-Security-Policy');
    expect(at).toBeGreaterThan(0);
    expect(at).toBeLessThan(document.indexOf('<script'));
    expect(document).toContain("connect-src 'self' wss://socket.example.com;");
    expect(document).not.toContain('frame-ancestors');
  });

  it('refuses a document that has no place for it', () => {
    expect(() => pageDocument('<html>', pagePolicyInDocument([]))).toThrow(
      'web/index.html has no <meta charset',
    );
  });
});

describe('pageRoute', () => {
  const answer = (uri: string) =>
    runInNewContext(`${pageRoute}; handler({ request: { uri } })`, { uri }) as Record<string, unknown>;

  it.each(['/', '/index.html', '/config.json', '/icon.svg'])('leaves %s alone', (uri) => {
    expect(answer(uri)['uri']).toBe(uri);
  });

  it.each(['/chat', '/chat/', '/a.b/c'])('leads from %s to the page', (uri) => {
    expect(answer(uri)).toMatchObject({ statusCode: 302, headers: { location: { value: '/' } } });
  });
});

describe('signInAt', () => {
  const identity = {
    kind: 'oidc',
    issuer: 'https://login.example.com/t1',
    audience: 'parley',
    jwksUri: 'https://login.example.com/t1/keys',
  } as const;
  const client = { id: 'web', scopes: 'openid', issuerOrigins: ['https://tokens.example.com'] };
  const parsed = (settings: object) =>
    parseConfig({ socketUrl: 'wss://socket.example.com', identity: settings }).identity;

  it('shows an access token for the audience, or the ID token if the page is the audience; the page reads both', () => {
    const { settings, addresses } = signInAt(identity, client);
    expect(parsed(settings)).toEqual(settings);
    expect(settings).toMatchObject({ token: 'access', audience: 'parley' });
    expect(addresses).toEqual(['https://login.example.com', 'https://tokens.example.com']);
    const own = signInAt({ ...identity, audience: 'web' }, client).settings;
    expect(parsed(own)).toEqual(own);
    expect(own).toMatchObject({ token: 'id', clientId: 'web' });
    expect(own).not.toHaveProperty('audience');
  });

  it('is read by the page also as Cognito has it', () => {
    const issuer = 'https://cognito-idp.us-east-1.amazonaws.com/us-east-1_a';
    const signInUrl = 'https://parley.auth.us-east-1.amazoncognito.com';
    const { settings, addresses } = signInAtCognito({
      ...{ issuer, audience: 'client', jwksUri: `${issuer}/keys` },
      ...{ signInUrl, outputs: {} },
    });
    expect(parsed(settings)).toEqual(settings);
    expect(settings).toMatchObject({ signOutParameter: 'logout_uri', scope: 'openid email profile' });
    expect(addresses).toEqual([`${issuer}/`, signInUrl]);
  });
});

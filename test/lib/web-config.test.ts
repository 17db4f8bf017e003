import { identityOf } from '../../lib/identity-config';
import { webOf } from '../../lib/web-config';

const certificate = (region: string) => `arn:aws:acm:${region}:111122223333:certificate/8c1f9a2e-1111`;
const domain = { webDomainName: 'chat.example.com', webCertificateArn: certificate('us-east-1') };
const oidc = { identity: 'oidc', issuer: 'https://login.example.com', audience: 'parley' };

const read = (given: Record<string, unknown>) => webOf(given, identityOf(given));

describe('webOf', () => {
  it('publishes the page unless it is switched off', () => {
    expect(read({})).toEqual({});
    expect(read({ web: 'off' })).toBeUndefined();
    expect(read({ ...oidc, web: 'off' })).toBeUndefined();
  });

  it('takes a name with a certificate that CloudFront can read, and a zone for its records', () => {
    const zone = { hostedZoneId: 'Z0123456789', hostedZoneName: 'example.com' };
    expect(read({ ...domain, ...zone })).toEqual({
      domain: {
        name: 'chat.example.com',
        certificateArn: certificate('us-east-1'),
        hostedZone: { id: 'Z0123456789', name: 'example.com' },
      },
    });
    expect(() => read({ ...domain, webCertificateArn: certificate('eu-central-1') })).toThrow(
      'allowed is a certificate in us-east-1, where CloudFront takes it from',
    );
    expect(() => read({ ...domain, ...zone, hostedZoneName: 'example.org' })).toThrow(
      'allowed is a zone that holds chat.example.com',
    );
  });

  it('asks for the page’s client at an issuer that is not ours', () => {
    expect(() => read(oidc)).toThrow(
      'parley:webClientId is not set, and parley:web "on" with parley:identity "oidc" needs it',
    );
    expect(read({ ...oidc, webClientId: 'web' })).toEqual({
      client: { id: 'web', scopes: 'openid profile offline_access', issuerOrigins: [] },
    });
  });

  it.each([
    [{ web: 'off', ...domain }, 'allowed is no value while parley:web is "off"'],
    [{ webClientId: 'web' }, 'allowed is no value while parley:identity is "cognito"'],
    [{ ...oidc, webClientId: 'web', webScopes: 'profile' }, 'of which openid is the first'],
    [{ web: 'maybe' }, 'parley:web is "maybe", allowed is one of on, off'],
    [{ ...oidc, signInPrefix: 'acme' }, 'allowed is no value while parley:identity is "oidc"'],
    [{ signInPrefix: 'my-aws-chat' }, 'without aws, amazon or cognito'],
  ])('refuses %j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });
});

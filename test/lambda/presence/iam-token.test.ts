import { createHash, createHmac } from 'node:crypto';
import { iamToken } from '../../../lambda/presence/iam-token';

const credentials = {
  AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
  AWS_SECRET_ACCESS_KEY: 'a/secret+key',
  AWS_SESSION_TOKEN: 'a+session/token==',
};

const options = {
  cacheName: 'parley-cache',
  userId: 'parley-user',
  region: 'eu-central-1',
  nowMs: Date.UTC(2026, 0, 1, 12, 30, 15, 999),
};

const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** What whoever knows the secret reckons: Signature Version 4 of a GET without a body. */
function signatureOf(token: string): string {
  const { host, searchParams } = new URL(`http://${token}`);
  const query = [...searchParams]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const request = ['GET', '/', query, `host:${host}`, '', 'host', sha256('')].join('\n');
  const scope = '20260101/eu-central-1/elasticache/aws4_request';
  const text = ['AWS4-HMAC-SHA256', '20260101T123015Z', scope, sha256(request)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${credentials.AWS_SECRET_ACCESS_KEY}`);
  return hmac(key, text).toString('hex');
}

describe('iamToken', () => {
  const before = { ...process.env };

  beforeEach(() => Object.assign(process.env, credentials));
  afterEach(() => {
    process.env = { ...before };
  });

  it('is a request to connect to the cache as the user, without a scheme', async () => {
    const token = await iamToken(options);
    expect(token).toMatch(/^parley-cache\/\?/);
    expect(Object.fromEntries(new URL(`http://${token}`).searchParams)).toEqual({
      Action: 'connect',
      User: 'parley-user',
      ResourceType: 'ServerlessCache',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': 'AKIDEXAMPLE/20260101/eu-central-1/elasticache/aws4_request',
      'X-Amz-Date': '20260101T123015Z',
      'X-Amz-Expires': '900',
      'X-Amz-Security-Token': 'a+session/token==',
      'X-Amz-SignedHeaders': 'host',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });

  it("is signed with the function's own credentials, the session token included", async () => {
    const token = await iamToken(options);
    expect(new URL(`http://${token}`).searchParams.get('X-Amz-Signature')).toBe(signatureOf(token));
  });

  it('counts from the time that it is given: a later one is another token', async () => {
    const later = await iamToken({ ...options, nowMs: options.nowMs + 900_000 });
    expect(new URL(`http://${later}`).searchParams.get('X-Amz-Date')).toBe('20260101T124515Z');
    expect(later).not.toBe(await iamToken(options));
  });

  it('cannot be made without credentials', async () => {
    delete process.env['AWS_ACCESS_KEY_ID'];
    await expect(iamToken(options)).rejects.toThrow('Unable to find environment variable credentials');
  });
});

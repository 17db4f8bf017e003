import { createSign, generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A key, its public half as others read it, and tokens that it signs. */
export function signer() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return {
    jwk: { ...publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' },
    sign: (claims: object, key = privateKey): string => {
      const signed = `${encode({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${encode(claims)}`;
      return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
    },
  };
}

/** An identity provider that signs whatever claims a test wants, and serves its key. */
export async function startIssuer() {
  const { jwk, sign } = signer();
  const server = createServer((_request, response) => response.end(JSON.stringify({ keys: [jwk] })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    parameters: { LocalIssuer: issuer, LocalJwksUri: `${issuer}/jwks.json`, LocalAudience: 'test' },
    sign: (claims: object, key?: Parameters<typeof sign>[1]) =>
      sign({ iss: issuer, aud: 'test', sub: 'alice', ...claims }, key),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

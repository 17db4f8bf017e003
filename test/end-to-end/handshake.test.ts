import { generateKeyPairSync } from 'node:crypto';
import type { Runtime } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';
import { startIssuer } from '../support/test-issuer';

const inSeconds = (seconds: number): number => Math.floor(Date.now() / 1000) + seconds;

describe('the handshake', () => {
  let runtime: Runtime;
  let issuer: Awaited<ReturnType<typeof startIssuer>>;

  beforeAll(async () => {
    issuer = await startIssuer();
    runtime = await startChat(issuer.parameters);
  }, 60_000);
  afterAll(async () => {
    await runtime.stop();
    await issuer.stop();
  });

  async function outcomeOf(token: string, headers: Record<string, string> = {}): Promise<string> {
    try {
      const client = await RawClient.connect(runtime, 'alice', { token, headers });
      await client.close();
      return 'open';
    } catch (error) {
      return (error as Error).message.replace('Unexpected server response: ', '');
    }
  }

  it('opens for a valid token, from a native client and from the web origin', async () => {
    const token = issuer.sign({ exp: inSeconds(60) });
    expect(await outcomeOf(token)).toBe('open');
    expect(await outcomeOf(token, { Origin: runtime.webUrl })).toBe('open');
  });

  it('refuses another Origin', async () => {
    expect(await outcomeOf(issuer.sign({ exp: inSeconds(60) }), { Origin: 'https://evil.example' })).toBe(
      '403',
    );
  });

  it.each([
    [
      'forged token',
      () =>
        issuer.sign({ exp: inSeconds(60) }, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey),
    ],
    ['expired token', () => issuer.sign({ exp: inSeconds(-60) })],
    ['token without exp', () => issuer.sign({})],
    ['token of another issuer', () => issuer.sign({ exp: inSeconds(60), iss: 'http://127.0.0.1:1' })],
    ['token for another audience', () => issuer.sign({ exp: inSeconds(60), aud: 'other' })],
    ['token without sub', () => issuer.sign({ exp: inSeconds(60), sub: undefined })],
    ['token that is none', () => 'a.b.c'],
  ])('refuses a %s', async (_what, token) => {
    expect(await outcomeOf(token())).toBe('403');
  });

  it('refuses a handshake that offers no subprotocol, without asking the authorizer', async () => {
    await expect(RawClient.connect(runtime, 'alice', { protocols: [] })).rejects.toThrow('401');
  });

  it('says token_expired once the token runs out, and closes the socket', async () => {
    const client = await RawClient.connect(runtime, 'alice', { token: issuer.sign({ exp: inSeconds(2) }) });
    const closed = new Promise((resolve) => client.socket.once('close', resolve));
    await new Promise((resolve) => setTimeout(resolve, 2100));
    expect(await client.request('ping')).toMatchObject({ type: 'error', code: 'token_expired' });
    await closed;
  });
});

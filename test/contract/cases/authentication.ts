import { limits } from '../../../protocol';
import { RawClient } from '../../support/local-runtime';
import { onlyLocally, type Stage } from '../stage';

/** A token with the same claims but for those that are given, and the signature of before. */
function forge(token: string, header: object, claims: object): string {
  const [, payload = '', signature = ''] = token.split('.');
  const before = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return `${encode(header)}.${encode({ ...before, ...claims })}.${signature}`;
}

export function authentication(stage: Stage): void {
  const refused = (options: Parameters<Stage['socket']>[1], status: number): Promise<void> =>
    expect(stage.socket('alice', options)).rejects.toThrow(`Unexpected server response: ${status}`);

  describe('authentication', () => {
    it('a token as a subprotocol opens a socket that speaks parley.v1 and never repeats the token', async () => {
      const client = await stage.socket('alice');
      expect(client.socket.protocol).toBe('parley.v1');
    });

    it('a token in the Authorization header does, too', async () => {
      const headers = { authorization: `Bearer ${stage.doors.token('alice')}` };
      const client = await stage.socket('alice', { protocols: ['parley.v1'], headers });
      expect(client.socket.protocol).toBe('parley.v1');
      expect(await client.request('hello')).toMatchObject({ type: 'ok' });
    });

    it('a handshake without subprotocols is refused with 401, one without parley.v1 with 400', async () => {
      await refused({ protocols: [] }, 401);
      await refused({ protocols: [`jwt.${stage.doors.token('alice')}`] }, 400);
    });

    it('a handshake without a token is refused with 403', () => refused({ protocols: ['parley.v1'] }, 403));

    it.each<[string, (token: string) => string]>([
      ['that is no token', () => 'a.b.c'],
      [
        'of another user under the old signature',
        (token) => forge(token, { alg: 'RS256', kid: '1' }, { sub: 'mallory' }),
      ],
      ['without a signature', (token) => forge(token, { alg: 'none' }, {}).replace(/[^.]*$/, '')],
      ['whose algorithm is HS256', (token) => forge(token, { alg: 'HS256' }, {})],
    ])('a token %s is refused with 403', async (_what, make) => {
      await refused({ token: make(stage.doors.token('alice')) }, 403);
    });

    it('a token in the query string is not read', async () => {
      const doors = {
        ...stage.doors,
        socketUrl: `${stage.doors.socketUrl}?token=${stage.doors.token('alice')}`,
      };
      await expect(RawClient.connect(doors, 'alice', { protocols: ['parley.v1'] })).rejects.toThrow('403');
    });

    it('a page of another origin is refused with 403', async () => {
      await refused({ headers: { origin: 'https://evil.example' } }, 403);
      await refused({ headers: { origin: 'null' } }, 403);
    });

    it('a device that is no id is refused with 403', async () => {
      const doors = { ...stage.doors, socketUrl: `${stage.doors.socketUrl}?device=a%20b` };
      await expect(RawClient.connect(doors, 'alice')).rejects.toThrow('403');
    });

    onlyLocally('it needs a token that expires within seconds')(
      'a token that expires while the socket is open ends it at the next request',
      async () => {
        const token = stage.local.runtime.token('expiring', 4);
        const client = await stage.socket('alice', { token });
        const closed = new Promise((resolve) => client.socket.once('close', resolve));
        await new Promise((resolve) => setTimeout(resolve, 4100));
        expect(await client.request('ping')).toMatchObject({ code: 'token_expired', retryable: true });
        await closed;
      },
    );

    it('hello tells the user, the time and the limits', async () => {
      const member = await stage.member('alice');
      const hello = await member.do('hello');
      expect(hello).toMatchObject({ userId: member.userId });
      for (const name of Object.keys(limits)) expect(hello.limits[name]).toBeGreaterThan(0);
    });
  });
}

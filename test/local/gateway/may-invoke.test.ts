import { removeTemporary } from '../temporary-assembly';
import { RunningGateway } from './running-gateway';

const api = /^arn:aws:execute-api:eu-west-1:000000000000:\w+\//;

describe('a gateway that a function does not let in', () => {
  const start = (denied: string, integration: Record<string, unknown> = {}): Promise<RunningGateway> =>
    RunningGateway.start({
      routes: { $connect: { function: 'c' }, send: { function: 'f', responds: true, integration } },
      identitySources: ['route.request.querystring.user'],
      functions: {
        authorize: () => ({
          principalId: 'p',
          policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
        }),
        f: () => ({ statusCode: 200, body: 'done' }),
      },
      options: {
        mayInvoke: ({ sourceArn, hasRole }) => hasRole || sourceArn.replace(api, '') !== denied,
      },
    });
  afterAll(removeTemporary);

  it('refuses the handshake with 500 when it may not call the authorizer or $connect', async () => {
    const plain = await start('nothing');
    const authorizer = plain.plan.authorizers[0]!.id;
    expect(await plain.status('?user=a')).toBe(101);
    await plain.stop();
    for (const denied of [`authorizers/${authorizer}`, 'test/$connect']) {
      const gateway = await start(denied);
      expect(await gateway.status('?user=a')).toBe(500);
      expect(gateway.eventsOf('c')).toEqual([]);
      await gateway.stop();
    }
  });

  it('answers Internal server error to a message, and leaves the socket open', async () => {
    const gateway = await start('test/send');
    const client = await gateway.open('?user=a');
    for (const text of ['once', 'again'])
      expect(await client.request({ action: 'send', text })).toContain('{"message": "Internal server error"');
    expect(gateway.eventsOf('f')).toEqual([]);
    await client.close();
    await gateway.stop();
  });

  it('does not ask the function when the integration has a role of its own', async () => {
    const gateway = await start('test/send', { CredentialsArn: 'arn:aws:iam::000000000000:role/r' });
    const client = await gateway.open('?user=a');
    expect(await client.request({ action: 'send' })).toBe('done');
    await client.close();
    await gateway.stop();
  });
});

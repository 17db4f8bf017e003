import { removeTemporary } from '../temporary-assembly';
import { answerTo, RunningGateway, type Setting } from './running-gateway';

const api = /^arn:aws:execute-api:eu-west-1:000000000000:\w+\//;

describe('a gateway that a function does not let in', () => {
  const start = (denied: string, more: Partial<Setting> = {}): Promise<RunningGateway> =>
    RunningGateway.start({
      routes: { $connect: { function: 'c' }, send: { function: 'f', responds: true } },
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
      ...more,
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
    const gateway = await start('test/send', {
      routes: {
        send: { function: 'f', responds: true, integration: { CredentialsArn: 'arn:aws:iam::0:role/r' } },
      },
      identitySources: undefined,
    } as Partial<Setting>);
    expect(await answerTo(gateway, { action: 'send' })).toBe('done');
    await gateway.stop();
  });
});

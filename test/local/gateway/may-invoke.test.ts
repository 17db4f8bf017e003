import { AccessControl } from '../../../local/iam/access-control';
import { gatewayMayInvoke } from '../../../local/start-access-control';
import { removeTemporary } from '../temporary-assembly';
import { type Resources } from './api-template';
import { RunningGateway, answerTo, planOf } from './running-gateway';

const allowAll = (): unknown => ({
  principalId: 'p',
  policyDocument: { Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] },
});

const api = /^arn:aws:execute-api:eu-west-1:000000000000:\w+\//;

describe('a gateway that a function does not let in', () => {
  const start = (denied: string): Promise<RunningGateway> =>
    RunningGateway.start({
      routes: { $connect: { function: 'c' }, send: { function: 'f', responds: true } },
      identitySources: ['route.request.querystring.user'],
      functions: {
        authorize: allowAll,
        f: () => ({ statusCode: 200, body: 'done' }),
      },
      options: {
        mayInvoke: ({ sourceArn, invoker }) => invoker !== undefined || sourceArn.replace(api, '') !== denied,
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
});

describe('a gateway that acts in a role', () => {
  const CredentialsArn = { 'Fn::GetAtt': ['Role', 'Arn'] };
  const functionArn = (name: string): string => `arn:aws:lambda:eu-west-1:000000000000:function:${name}`;
  const roleFor = (...Resource: string[]): Resources[string] => ({
    Type: 'AWS::IAM::Role',
    Properties: {
      Policies: Resource.map((one) => ({
        PolicyName: one.split(':').at(-1),
        PolicyDocument: {
          Statement: { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: one },
        },
      })),
    },
  });
  let lines: string[];

  /** With a role that may invoke the named functions, and no permission of the functions themselves. */
  const start = (...allowed: string[]): Promise<RunningGateway> => {
    const setting = {
      routes: {
        $connect: { function: 'c', integration: { CredentialsArn } },
        send: { function: 'f', responds: true, integration: { CredentialsArn } },
      },
      identitySources: [],
      authorizer: { AuthorizerCredentialsArn: CredentialsArn },
      others: { Role: roleFor(...allowed.map(functionArn)) },
    };
    lines = [];
    const access = new AccessControl((line) => lines.push(line));
    access.load(planOf(setting));
    return RunningGateway.start({
      ...setting,
      functions: { authorize: allowAll, f: () => ({ statusCode: 200, body: 'done' }) },
      options: { mayInvoke: gatewayMayInvoke(access) },
    });
  };
  afterAll(removeTemporary);

  it('invokes without leave of the function what the role may invoke', async () => {
    const gateway = await start('authorize', 'c', 'f');
    expect(await answerTo(gateway, { action: 'send' })).toBe('done');
    expect(lines).toEqual([]);
    await gateway.stop();
  });

  it('refuses the handshake with 500 where the role may not invoke the authorizer or $connect', async () => {
    for (const allowed of [['c'], ['authorize']]) {
      const gateway = await start(...allowed);
      expect(await gateway.status()).toBe(500);
      expect(gateway.eventsOf('c')).toEqual([]);
      await gateway.stop();
    }
    expect(lines).toEqual([
      `iam     RouteconnectIntegration: lambda:InvokeFunction on ${functionArn('c')} is not allowed; missing ` +
        `{"Effect":"Allow","Action":"lambda:InvokeFunction","Resource":"${functionArn('c')}"}`,
    ]);
  });

  it('answers Internal server error to a message for a function that the role may not invoke', async () => {
    const gateway = await start('authorize', 'c');
    expect(await answerTo(gateway, { action: 'send' })).toContain('{"message": "Internal server error"');
    expect(gateway.eventsOf('f')).toEqual([]);
    await gateway.stop();
  });
});

import { authorizeConnection } from '../../../lambda/runtime/authorize-connection';

const verify = (token: string) =>
  token === 'good'
    ? Promise.resolve({ userId: 'alice', exp: 1_800_000_000 })
    : Promise.reject(new Error('bad token'));

async function decide(headers: Record<string, string>, device?: string) {
  const reasons: string[] = [];
  const decision = await authorizeConnection(
    { verify, allowedOrigins: ['https://app.example'], report: (reason) => reasons.push(reason) },
    { methodArn: 'arn:connect', headers, queryStringParameters: device === undefined ? null : { device } },
  );
  return { effect: decision.policyDocument.Statement[0]?.Effect, context: decision.context, reasons };
}

const offer = (token: string) => ({ 'sec-websocket-protocol': `parley.v1, jwt.${token}` });

describe('authorizeConnection', () => {
  it('lets a valid token in and hands on who it is', async () => {
    const { effect, context } = await decide(offer('good'), 'phone');
    expect({ effect, context }).toEqual({
      effect: 'Allow',
      context: { userId: 'alice', exp: 1_800_000_000, deviceId: 'phone' },
    });
  });

  it('takes the token from the Authorization header of a client that can set it', async () => {
    expect(
      await decide({ 'Sec-WebSocket-Protocol': 'parley.v1', Authorization: 'Bearer good' }),
    ).toMatchObject({ effect: 'Allow' });
  });

  it.each([
    ['a bad token', offer('bad')],
    ['no token', { 'Sec-WebSocket-Protocol': 'parley.v1' }],
    ['an Origin that is not in the list', { ...offer('good'), Origin: 'https://app.example.evil' }],
  ])('refuses %s, and tells the log why', async (_what, headers) => {
    const { effect, context, reasons } = await decide(headers);
    expect({ effect, context }).toEqual({ effect: 'Deny', context: undefined });
    expect(reasons).toHaveLength(1);
  });

  it('lets an Origin of the list in', async () => {
    expect(await decide({ ...offer('good'), Origin: 'https://app.example' })).toMatchObject({
      effect: 'Allow',
    });
  });

  it('refuses a device id that is not an id', async () => {
    expect(await decide(offer('good'), 'my phone')).toMatchObject({ effect: 'Deny' });
  });
});

import { type Runtime } from '../../../local/runtime-options';
import { Client, eventually, startEcho } from '../echo-runtime';

describe('ConnectionsApi', () => {
  let runtime: Runtime;
  let apiId: string;
  beforeAll(async () => {
    runtime = await startEcho();
    const client = await Client.open(`${runtime.socketUrl}?token=allow`);
    const event = JSON.parse(await client.request({ action: 'echo' })) as {
      requestContext: { apiId: string };
    };
    apiId = event.requestContext.apiId;
    await client.close();
  });
  afterAll(() => runtime.stop());

  const open = async (): Promise<{ client: Client; id: string }> => {
    const before = new Set(runtime.connectionIds());
    const client = await Client.open(`${runtime.socketUrl}?token=allow`);
    return { client, id: await eventually(() => runtime.connectionIds().find((id) => !before.has(id))) };
  };

  const call = (
    method: string,
    id: string,
    { body, stage = 'test' }: { body?: string; stage?: string } = {},
  ): Promise<Response> =>
    fetch(`${runtime.awsUrl}/execute-api/${apiId}/${stage}/@connections/${encodeURIComponent(id)}`, {
      method,
      headers: {
        authorization: 'AWS4-HMAC-SHA256 Credential=TEST/20260101/eu-central-1/execute-api/aws4_request',
      },
      ...(body !== undefined && { body }),
    });

  it('delivers a post as a text frame and answers 200', async () => {
    const { client, id } = await open();
    const response = await call('POST', id, { body: '{"hello":1}' });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-length')).toBe('0');
    expect(response.headers.get('x-amzn-requestid')).toBeTruthy();
    expect(await client.nextFrame()).toBe('{"hello":1}');
    await client.close();
  });

  it('is reached by the SDK of a function through the callback address of the stage', async () => {
    const receiver = await open();
    const sender = await open();
    expect(await sender.client.request({ action: 'push', to: receiver.id, data: 'from a function' })).toBe(
      '{"status":200}',
    );
    expect(await receiver.client.nextFrame()).toBe('from a function');
    await receiver.client.close();
    await eventually(() => !runtime.connectionIds().includes(receiver.id) || undefined);
    const gone = { status: 410, name: 'GoneException' };
    expect(
      JSON.parse(await sender.client.request({ action: 'push', to: receiver.id, data: 'late' })),
    ).toEqual(gone);
    await sender.client.close();
  });

  it('describes a connection', async () => {
    const { client, id } = await open();
    expect(await (await call('GET', id)).json()).toEqual({
      connectedAt: expect.stringMatching(/Z$/) as string,
      lastActiveAt: expect.stringMatching(/Z$/) as string,
      identity: { sourceIp: expect.any(String) as string },
    });
    await client.close();
  });

  it('closes a connection with DELETE and answers 204', async () => {
    const { client, id } = await open();
    const response = await call('DELETE', id);
    expect([response.status, response.headers.get('content-type')]).toEqual([204, null]);
    expect((await eventually(() => client.closed)).code).toBe(1000);
  });

  it('answers 410 with an empty body for a connection that is gone', async () => {
    const response = await call('POST', 'AAAAAAAAAAAAAAA=', { body: 'x' });
    expect(response.status).toBe(410);
    expect(response.headers.get('x-amzn-errortype')).toBe('GoneException');
    expect(await response.text()).toBe('');
  });

  it('refuses a malformed id, another stage, too much data and an unsigned call', async () => {
    const malformed = await call('POST', 'nonsense', { body: 'x' });
    expect([malformed.status, await malformed.json()]).toEqual([
      400,
      { message: 'Invalid connectionId: nonsense' },
    ]);
    const { client, id } = await open();
    expect((await call('POST', id, { body: 'x', stage: 'other' })).status).toBe(403);
    expect((await call('POST', id, { body: 'x'.repeat(128 * 1024 + 1) })).status).toBe(413);
    const unsigned = await fetch(`${runtime.awsUrl}/execute-api/${apiId}/test/@connections/${id}`, {
      method: 'POST',
    });
    expect(unsigned.headers.get('x-amzn-errortype')).toBe('MissingAuthenticationTokenException');
    await client.close();
  });
});

import { removeTemporary } from '../temporary-assembly';
import { type Resources, type RouteSetting } from './api-template';
import { answering, mock } from './integration-template';
import { RunningGateway, answerTo } from './running-gateway';

const INTERNAL_ERROR = expect.stringMatching(
  /^\{"message": "Internal server error", "connectionId":"/,
) as string;

describe('mockResponse', () => {
  const running: RunningGateway[] = [];
  const start = async (
    routes: Record<string, RouteSetting>,
    others: Resources = {},
  ): Promise<RunningGateway> => {
    const gateway = await RunningGateway.start({ routes, others });
    running.push(gateway);
    return gateway;
  };
  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.stop()));
  });
  afterAll(removeTemporary);

  it('answers with the integration response for the status of the request template', async () => {
    const gateway = await start(
      { ok: mock('{"statusCode":200}'), no: mock('{"statusCode":$input.json("$.status")}') },
      {
        ...answering('ok', '$default', 'pong $context.connectionId'),
        ...answering('no', '/4\\d\\d/', 'refused'),
        ...answering('no', '$default', 'other'),
      },
    );
    expect(await answerTo(gateway, { action: 'ok' })).toMatch(/^pong [\w-]{15}=$/);
    expect(await answerTo(gateway, { action: 'no', status: 404 })).toBe('refused');
    expect(await answerTo(gateway, { action: 'no', status: 200 })).toBe('other');
  });

  it.each([
    ['no integration response', mock('{"statusCode":200}')],
    ['no request template', mock()],
    ['a template without a status', mock('{}')],
    ['no template for the key and no passing through', mock(undefined, { PassthroughBehavior: 'NEVER' })],
  ])('answers Internal server error with %s', async (_, route) => {
    expect(await answerTo(await start({ go: route }), { action: 'go' })).toEqual(INTERNAL_ERROR);
  });

  it('chooses the template that the selection expression names', async () => {
    const RequestTemplates = { a: '{"statusCode":201}', '200': '{"statusCode":200}' };
    const choose = (TemplateSelectionExpression: string): RouteSetting =>
      mock(undefined, { TemplateSelectionExpression, RequestTemplates });
    const gateway = await start(
      { fixed: choose('200'), free: choose('$request.body.kind') },
      {
        ...answering('fixed', '/200/', 'fixed'),
        ...answering('free', '/201/', 'free'),
      },
    );
    expect(await answerTo(gateway, { action: 'fixed' })).toBe('fixed');
    expect(await answerTo(gateway, { action: 'free', kind: 'a' })).toBe('free');
  });

  it('knows no template by a name of JavaScript that a client sends', async () => {
    const RequestTemplates = { $default: '{"statusCode":200}' };
    const free = mock(undefined, { TemplateSelectionExpression: '$request.body.kind', RequestTemplates });
    const gateway = await start({ free }, answering('free', '/200/', 'default'));
    expect(await answerTo(gateway, { action: 'free', kind: 'constructor' })).toBe('default');
  });

  it('decides about a handshake on $connect', async () => {
    expect(await (await start({ $connect: mock('{"statusCode":200}') })).status()).toBe(101);
    expect(await (await start({ $connect: mock('{"statusCode":403}') })).status()).toBe(403);
    expect(await (await start({ $connect: mock() })).status()).toBe(502);
  });

  it('is silent on a route without a response', async () => {
    const gateway = await start(
      { quiet: { ...mock('{"statusCode":200}'), responds: false }, ok: mock('{"statusCode":200}') },
      { ...answering('quiet', '$default', 'quiet'), ...answering('ok', '$default', 'ok') },
    );
    const client = await gateway.open();
    client.socket.send('{"action":"quiet"}');
    expect(await client.request({ action: 'ok' })).toBe('ok');
    await client.close();
  });
});

import { ping } from '../../../lambda/domain/ping';
import { hello } from '../../../lambda/domain/session';
import { sendMessage } from '../../../lambda/domain/send-message';
import { serveActions } from '../../../lambda/runtime/serve-actions';
import { chatWorld } from '../../support/chat-world';

function serve(run?: () => never) {
  const world = chatWorld();
  const ports = { ...world, callbackUrl: 'https://example.com/dev' };
  const handler = serveActions<'hello' | 'ping' | 'sendMessage'>(ports, {
    hello: run ?? ((caller) => hello(caller, 240)),
    ping: (caller) => ping(world, caller),
    sendMessage: (caller, request) => sendMessage(ports, caller, request),
  });
  const ask = async (body: string, exp = world.runtime.nowMs / 1000 + 60) => {
    const authorizer = { principalId: 'alice', integrationLatency: 1, userId: 'alice', exp: String(exp) };
    const requestContext = {
      connectionId: 'c=',
      requestId: 'r=',
      connectedAt: world.runtime.nowMs,
      authorizer,
    };
    const answer = await handler({ requestContext, body });
    expect(answer.statusCode).toBe(200);
    return JSON.parse(answer.body) as Record<string, unknown>;
  };
  return { ask, world };
}

const message = {
  action: 'sendMessage',
  requestId: '1',
  chatId: 'c',
  clientMessageId: 'aaaaaaaaaaaaaaaa',
  afterSeq: 0,
  content: 'secret',
};

describe('serveActions', () => {
  it('answers with the requestId and the fields of the response', async () => {
    const { ask } = serve();
    expect(await ask('{"action":"hello","requestId":"7"}')).toMatchObject({
      type: 'ok',
      requestId: '7',
      userId: 'alice',
      connectionId: 'c=',
      heartbeatSeconds: 240,
    });
  });

  it.each([
    ['not JSON', 'hi', 'bad_request'],
    ['an array', '[1]', 'unknown_action'],
    ['null', 'null', 'bad_request'],
    ['no action', '{"requestId":"1"}', 'unknown_action'],
    ['an unknown action', '{"action":"dance","requestId":"1"}', 'unknown_action'],
    ['an inherited name as action', '{"action":"constructor","requestId":"1"}', 'unknown_action'],
    ['no requestId', '{"action":"ping"}', 'bad_request'],
    ['an extra field', '{"action":"ping","requestId":"1","secret":1}', 'bad_request'],
    ['__proto__', '{"action":"ping","requestId":"1","__proto__":{"secret":1}}', 'bad_request'],
    ['constructor', '{"action":"ping","requestId":"1","constructor":"secret"}', 'bad_request'],
    ['a wrong type', JSON.stringify({ ...message, afterSeq: 'secret' }), 'bad_request'],
    ['a missing field', JSON.stringify({ ...message, chatId: undefined }), 'bad_request'],
    ['a short clientMessageId', JSON.stringify({ ...message, clientMessageId: 'secret' }), 'bad_request'],
    [
      'a lone surrogate',
      '{"action":"sendMessage","requestId":"1","chatId":"c","clientMessageId":"aaaaaaaaaaaaaaaa","afterSeq":0,"content":"secret\\ud800"}',
      'bad_request',
    ],
    ['text over 16 KB', JSON.stringify({ ...message, content: 'secret'.repeat(3000) }), 'too_large'],
    [
      'over 32 KB, as several frames bring it',
      JSON.stringify({ ...message, requestId: 's'.repeat(33_000) }),
      'too_large',
    ],
    ['media without a url', JSON.stringify({ ...message, contentType: 'IMAGE' }), 'bad_request'],
    [
      'deep nesting',
      `{"action":"ping","requestId":"1","x":${'['.repeat(10_000)}${']'.repeat(10_000)}}`,
      'bad_request',
    ],
  ])('refuses %s and repeats nothing of it', async (_what, body, code) => {
    const { ask, world } = serve();
    const answer = await ask(body);
    expect(answer).toMatchObject({ type: 'error', code, retryable: false });
    expect(answer['message']).toMatch(/^unable to .*; /);
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect((await world.log.listFrom('c', 0, 10)).entries).toEqual([]);
  });

  it.each([
    [{ chatId: undefined }, 'chatId is missing'],
    [{ extra: 1 }, 'it has a field that the action does not know'],
    [{ content: '' }, 'content must not be empty'],
    [{ afterSeq: -1 }, 'afterSeq must be >=0'],
    [
      { contentType: 'IMAGE' },
      'content must be text for TEXT, and {url, mime, bytes, width, height} for IMAGE and VIDEO',
    ],
  ])('says what is wrong with %j', async (fields, reason) => {
    const answer = await serve().ask(JSON.stringify({ ...message, ...fields }));
    expect(answer['message']).toBe(`unable to read the request; ${reason}`);
  });

  it('says token_expired after exp, and has the socket closed', async () => {
    const { ask, world } = serve();
    expect(await ask('{"action":"ping","requestId":"1"}', world.runtime.nowMs / 1000)).toMatchObject({
      code: 'token_expired',
    });
    expect(world.queue.jobs).toMatchObject([
      { job: { kind: 'close', socket: { userId: 'alice', connectionId: 'c=' } } },
    ]);
  });

  it('says internal for any other fault, and nothing of it', async () => {
    const { ask } = serve(() => {
      throw new Error('secret');
    });
    const answer = await ask('{"action":"hello","requestId":"1"}');
    expect(answer).toMatchObject({ type: 'error', requestId: '1', code: 'internal', retryable: true });
    expect(JSON.stringify(answer)).not.toContain('secret');
  });
});

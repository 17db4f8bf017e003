import { randomUUID } from 'node:crypto';
import { DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { WebSocket } from 'ws';
import type { Runtime } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';

/** What a hostile client puts where it can, to see whether it comes back. */
const marker = 'do-not-repeat-this';

/** Everything here runs over a real socket, through the bundled functions and the tables of the templates. */
describe('a bad frame', () => {
  let runtime: Runtime;
  let alice: RawClient;
  let chatId = '';

  beforeAll(async () => {
    runtime = await startChat();
    alice = await RawClient.connect(runtime, 'alice');
    const { chat } = await alice.request('createChat', { type: 'DIRECT', with: 'bob' });
    chatId = (chat as { chatId: string }).chatId;
  }, 60_000);
  afterAll(async () => {
    await alice.close();
    await runtime.stop();
  });

  /** Everything in the tables of chats, as text. */
  async function stored(): Promise<string> {
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    const client = new DynamoDBClient({ endpoint: runtime.awsUrl, region: 'us-east-1', credentials });
    const tables = runtime.tables.filter(({ logicalId }) => !logicalId.includes('Connections'));
    expect(tables).toHaveLength(2);
    const items = await Promise.all(
      tables.map(async ({ name }) => (await client.send(new ScanCommand({ TableName: name }))).Items),
    );
    client.destroy();
    return JSON.stringify(items);
  }

  const message = () => ({
    action: 'sendMessage',
    requestId: 'r',
    chatId,
    clientMessageId: randomUUID(),
    afterSeq: 1,
    content: marker,
  });
  const text = (fields: object) => JSON.stringify({ ...message(), ...fields });
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  it.each<[string, () => string, string]>([
    ['that is not JSON', () => marker, 'bad_request'],
    ['that is empty but for a space', () => ' ', 'bad_request'],
    ['that is a JSON text', () => `"${marker}"`, 'bad_request'],
    ['that is null', () => 'null', 'bad_request'],
    ['that is a list', () => `["${marker}"]`, 'unknown_action'],
    ['without an action', () => `{"requestId":"r","x":"${marker}"}`, 'unknown_action'],
    ['with an action that is a number', () => '{"action":7,"requestId":"r"}', 'unknown_action'],
    ['with an unknown action', () => `{"action":"${marker}","requestId":"r"}`, 'unknown_action'],
    ['with a route key as action', () => '{"action":"$connect","requestId":"r"}', 'unknown_action'],
    ['with an inherited name as action', () => '{"action":"toString","requestId":"r"}', 'unknown_action'],
    ['without a requestId', () => text({ requestId: undefined }), 'bad_request'],
    ['with a requestId of 65 characters', () => text({ requestId: 'r'.repeat(65) }), 'bad_request'],
    ['with a missing field', () => text({ afterSeq: undefined }), 'bad_request'],
    ['with an extra field', () => text({ seq: 9 }), 'bad_request'],
    ['with a field of a wrong type', () => text({ afterSeq: '1' }), 'bad_request'],
    ['with a fraction for a seq', () => text({ afterSeq: 0.5 }), 'bad_request'],
    ['with a seq below 0', () => text({ afterSeq: -1 }), 'bad_request'],
    ['with a seq of thirteen digits', () => text({ afterSeq: 1e12 }), 'bad_request'],
    ['with __proto__', () => text({}).replace('{', '{"__proto__":{"isAdmin":true},'), 'bad_request'],
    ['with a constructor', () => text({}).replace('{', '{"constructor":{"prototype":{}},'), 'bad_request'],
    [
      'with __proto__ for a user',
      () => '{"action":"createChat","requestId":"r","type":"DIRECT","with":"__proto__"}',
      'bad_request',
    ],
    ['nested 10,000 deep', () => text({}).replace('{', `{"x":${nested(10_000)},`), 'bad_request'],
    ['with content nested 5,000 deep', () => text({}).replace(`"${marker}"`, nested(5_000)), 'bad_request'],
    ['with half a surrogate pair', () => text({}).replace(marker, `${marker}\\ud800`), 'bad_request'],
    ['with empty content', () => text({ content: '' }), 'bad_request'],
    ['with 16 kB of content and a byte', () => text({ content: 'x'.repeat(16_385) }), 'too_large'],
    ['with 16 kB in bytes but not in characters', () => text({ content: 'é'.repeat(8_193) }), 'too_large'],
    ['with a chat id that is a key', () => text({ chatId: 'a#b' }), 'bad_request'],
    [
      'with a picture over http',
      () =>
        text({
          contentType: 'IMAGE',
          content: { url: 'http://x', mime: 'image/png', bytes: 1, width: 1, height: 1 },
        }),
      'bad_request',
    ],
    [
      'with an event for content',
      () => text({ contentType: 'EVENT', content: { kind: 'memberLeft' } }),
      'bad_request',
    ],
    [
      'that names 201 users',
      () =>
        JSON.stringify({
          action: 'createChat',
          requestId: 'r',
          type: 'GROUP',
          title: 't',
          clientMessageId: randomUUID(),
          members: Array.from({ length: 201 }, (_id, index) => `u${index}`),
        }),
      'bad_request',
    ],
    [
      'that names a user twice',
      () =>
        JSON.stringify({
          action: 'createChat',
          requestId: 'r',
          type: 'GROUP',
          title: 't',
          clientMessageId: randomUUID(),
          members: ['bob', 'bob'],
        }),
      'bad_request',
    ],
    [
      'that changes nothing',
      () =>
        JSON.stringify({
          action: 'updateChat',
          requestId: 'r',
          chatId,
          clientMessageId: randomUUID(),
          afterSeq: 1,
        }),
      'bad_request',
    ],
    [
      'with a title of two lines',
      () =>
        JSON.stringify({
          action: 'updateChat',
          requestId: 'r',
          chatId,
          clientMessageId: randomUUID(),
          afterSeq: 1,
          title: 'a\nb',
        }),
      'bad_request',
    ],
    [
      'that syncs 101 chats',
      () =>
        JSON.stringify({
          action: 'sync',
          requestId: 'r',
          chats: Array.from({ length: 101 }, (_id, index) => ({ chatId: `c${index}`, afterSeq: 0 })),
        }),
      'bad_request',
    ],
    [
      'with two places to read from',
      () => JSON.stringify({ action: 'getMessages', requestId: 'r', chatId, before: 3, after: 1 }),
      'bad_request',
    ],
    [
      'with a cursor of its own making',
      () => JSON.stringify({ action: 'getMessages', requestId: 'r', chatId, cursor: marker }),
      'bad_request',
    ],
  ])(
    '%s is refused, stores nothing, repeats nothing and leaves the socket open',
    async (_what, body, code) => {
      const before = await stored();
      const answer = await alice.send(body());
      expect(answer).toMatchObject({ type: 'error', code, retryable: false });
      expect(answer['message']).toMatch(/^unable to [^;]+; .+/);
      expect(JSON.stringify(answer)).not.toContain(marker);
      expect(await stored()).toBe(before);
      expect(await alice.request('ping')).toMatchObject({ type: 'ok' });
    },
  );

  it('of 33 kB is closed with 1009 by the gateway itself, and stores nothing', async () => {
    const before = await stored();
    const client = await RawClient.connect(runtime, 'alice');
    const closed = new Promise((resolve) => client.socket.once('close', (code) => resolve(code)));
    client.socket.send(text({ content: 'x'.repeat(33 * 1024) }));
    expect(await closed).toBe(1009);
    expect(await stored()).toBe(before);
  });

  it('of broken UTF-8 stores nothing and is not repeated', async () => {
    const before = await stored();
    const client = await RawClient.connect(runtime, 'alice');
    const closed = new Promise((resolve) => client.socket.once('close', (code) => resolve(code)));
    const broken = Buffer.concat([
      Buffer.from(`{"action":"ping","requestId":"${marker}`),
      Buffer.from([0xc3, 0x28]),
    ]);
    client.socket.send(broken, { binary: false });
    expect(await closed).toBe(1007);
    expect(JSON.stringify(client.frames)).not.toContain(marker);
    expect(await stored()).toBe(before);
    expect(alice.socket.readyState).toBe(WebSocket.OPEN);
  });

  it('of over 32 KB in several fragments, which the gateway lets pass, is refused, and the socket stays open', async () => {
    const whole = text({ content: 'x'.repeat(33_000) });
    const from = alice.frames.length;
    for (let at = 0; at < whole.length; at += 10_000) {
      alice.socket.send(whole.slice(at, at + 10_000), { fin: at + 10_000 >= whole.length });
    }
    expect(
      await alice.next((frame) => frame['requestId'] === 'r' || frame.type === 'error', from),
    ).toMatchObject({
      type: 'error',
      code: 'too_large',
    });
    expect(await alice.request('ping')).toMatchObject({ type: 'ok' });
    expect(await stored()).not.toContain('x'.repeat(33_000));
  });
});

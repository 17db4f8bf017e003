import { randomUUID } from 'node:crypto';
import { WebSocket } from 'ws';
import { createParleyClient, type Entry, type ParleyClient } from '../../client';
import type { Runtime } from '../../local/runtime-options';
import { RawClient, startChat } from '../support/local-runtime';

/** Everything here runs over real sockets, through the bundled functions and the tables of the templates. */
describe('a direct chat', () => {
  let runtime: Runtime;
  const closing: (() => unknown)[] = [];

  beforeAll(async () => (runtime = await startChat()), 60_000);
  afterAll(() => runtime.stop());
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  /** Users are new in each test, so that tests do not meet. */
  function aPair(): [string, string] {
    const name = randomUUID().slice(0, 8);
    return [`alice-${name}`, `bob-${name}`];
  }

  async function raw(userId: string): Promise<RawClient> {
    const client = await RawClient.connect(runtime, userId);
    closing.push(() => client.close());
    return client;
  }

  async function aChat(alice: RawClient, bobId: string): Promise<string> {
    const { chat } = await alice.request('createChat', { type: 'DIRECT', with: bobId });
    return (chat as { chatId: string }).chatId;
  }

  function aClient(userId: string): ParleyClient {
    const client = createParleyClient({
      url: runtime.socketUrl,
      token: () => Promise.resolve(runtime.token(userId)),
      webSocket: WebSocket,
    });
    closing.push(() => client.close());
    return client;
  }

  async function until(holds: () => boolean): Promise<void> {
    for (let waitedMs = 0; !holds(); waitedMs += 10) {
      if (waitedMs > 15_000) throw new Error('waited 15 s in vain');
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  it('greets with who one is and what the limits are', async () => {
    const [aliceId] = aPair();
    const alice = await raw(aliceId);
    expect(alice.socket.protocol).toBe('parley.v1');
    expect(await alice.request('hello')).toMatchObject({
      type: 'ok',
      userId: aliceId,
      limits: { frameBytes: 32_768 },
    });
  });

  it('carries messages both ways and keeps them', async () => {
    const [aliceId, bobId] = aPair();
    const [alice, bob] = [await raw(aliceId), await raw(bobId)];
    const chatId = await aChat(alice, bobId);
    expect(await bob.next(({ type }) => type === 'chat')).toMatchObject({
      chat: { chatId },
      change: { seq: 1 },
    });
    const ack = await alice.request('sendMessage', {
      chatId,
      clientMessageId: randomUUID(),
      afterSeq: 1,
      content: 'hello',
    });
    expect(ack).toMatchObject({ type: 'ok', chatId, seq: 2, status: 'SENT' });
    expect(await bob.next(({ type }) => type === 'message')).toMatchObject({
      chatId,
      message: { seq: 2, content: 'hello', senderId: aliceId },
    });
    await bob.request('sendMessage', {
      chatId,
      clientMessageId: randomUUID(),
      afterSeq: 2,
      content: 'hello back',
    });
    expect(await alice.next(({ type }) => type === 'message')).toMatchObject({
      message: { seq: 3, content: 'hello back' },
    });
    const history = await bob.request('getMessages', { chatId });
    expect(history['messages']).toMatchObject([{ seq: 3 }, { seq: 2 }, { seq: 1, contentType: 'EVENT' }]);
  });

  it('answers a retry with the same seq and stores the message once', async () => {
    const [aliceId, bobId] = aPair();
    const alice = await raw(aliceId);
    const chatId = await aChat(alice, bobId);
    const send = { chatId, clientMessageId: randomUUID(), afterSeq: 1, content: 'once' };
    const [first, second] = await Promise.all([
      alice.request('sendMessage', send),
      alice.request('sendMessage', send),
    ]);
    expect([first['seq'], second['seq'], (await alice.request('sendMessage', send))['seq']]).toEqual([
      2, 2, 2,
    ]);
    const history = await alice.request('getMessages', { chatId });
    expect(history['messages']).toHaveLength(2);
  });

  it('gives both people the same chat when both create it at once', async () => {
    const [aliceId, bobId] = aPair();
    const [alice, bob] = [await raw(aliceId), await raw(bobId)];
    const [one, other] = await Promise.all([aChat(alice, bobId), aChat(bob, aliceId)]);
    expect(one).toBe(other);
  });

  it('shows a stranger nothing and takes nothing from them', async () => {
    const [aliceId, bobId] = aPair();
    const [alice, mallory] = [await raw(aliceId), await raw(`mallory-${aliceId}`)];
    const chatId = await aChat(alice, bobId);
    const nowhere = 'no-such-chat';
    const send = { clientMessageId: randomUUID(), afterSeq: 1, content: 'let me in' };
    for (const [action, fields] of [
      ['getChat', {}],
      ['getMessages', {}],
      ['sendMessage', send],
    ] as const) {
      const { requestId: _one, ...refused } = await mallory.request(action, { chatId, ...fields });
      const { requestId: _other, ...absent } = await mallory.request(action, { chatId: nowhere, ...fields });
      expect(refused).toMatchObject({ type: 'error', code: 'not_found' });
      expect(refused).toEqual(absent);
    }
    expect(await mallory.request('sync', { chats: [{ chatId, afterSeq: 0 }] })).toMatchObject({
      chats: [{ left: true, messages: [] }],
    });
    expect((await alice.request('getMessages', { chatId }))['messages']).toHaveLength(1);
  });

  it('lets two clients talk, in order and without repetition, across a cut of all sockets', async () => {
    const [aliceId, bobId] = aPair();
    const [alice, bob] = [aClient(aliceId), aClient(bobId)];
    await Promise.all([alice.connect(), bob.connect()]);
    const aliceChat = await alice.chats.createDirect(bobId);
    const bobChat = await bob.chats.createDirect(aliceId);
    const got: Entry[] = [];
    bobChat.messages.onMessage((entry) => entry.contentType === 'TEXT' && got.push(entry));
    const sends = ['one', 'two', 'three', 'four', 'five', 'six'].map((text, index) => {
      if (index === 3) runtime.closeConnections();
      return aliceChat.messages.send(text);
    });
    await Promise.all(sends);
    await until(() => got.length >= 6);
    expect(got.map((entry) => entry.content)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
  }, 30_000);

  it('brings what was missed while a socket was closed to the device that comes back', async () => {
    const [aliceId, bobId] = aPair();
    const [alice, bob] = [await raw(aliceId), await raw(bobId)];
    const chatId = await aChat(alice, bobId);
    await bob.close();
    for (const afterSeq of [1, 2]) {
      const clientMessageId = randomUUID();
      await alice.request('sendMessage', {
        chatId,
        clientMessageId,
        afterSeq,
        content: `missed ${afterSeq}`,
      });
    }
    const again = await raw(bobId);
    expect(again.frames).toEqual([]);
    const synced = await again.request('sync', { chats: [{ chatId, afterSeq: 1 }] });
    expect(synced['chats']).toMatchObject([
      {
        chatId,
        more: false,
        messages: [
          { seq: 2, content: 'missed 1' },
          { seq: 3, content: 'missed 2' },
        ],
      },
    ]);
  });

  it('shows a client that opens the chat later what was said before', async () => {
    const [aliceId, bobId] = aPair();
    const [alice, bob] = [aClient(aliceId), aClient(bobId)];
    await alice.connect();
    await (await alice.chats.createDirect(bobId)).messages.send('before');
    await bob.connect();
    const page = await (await bob.chats.createDirect(aliceId)).messages.history();
    expect(page.entries.map((entry) => entry.content)).toContain('before');
  });
});

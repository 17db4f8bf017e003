import { randomUUID } from 'node:crypto';
import type { Runtime } from '../../local/runtime-options';
import { type Frame, RawClient, startChat } from '../support/local-runtime';

/** Everything here runs over real sockets, through the bundled functions, the queue and the tables of the templates. */
describe('a group', () => {
  let runtime: Runtime;
  const clients: RawClient[] = [];

  beforeAll(async () => (runtime = await startChat()), 60_000);
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.close()));
  });
  afterAll(() => runtime.stop());

  async function connect(userId: string): Promise<RawClient> {
    const client = await RawClient.connect(runtime, userId);
    clients.push(client);
    return client;
  }

  /** Users are new in each test, so that tests do not meet. */
  function users(count: number): string[] {
    const name = randomUUID().slice(0, 8);
    return Array.from({ length: count }, (_user, index) => `u${index}-${name}`);
  }

  function change(client: RawClient, action: string, fields: object): Promise<Frame> {
    return client.request(action, { clientMessageId: randomUUID(), ...fields });
  }

  async function create(owner: RawClient, members: string[], title = 'Trip'): Promise<string> {
    const answer = await change(owner, 'createChat', { type: 'GROUP', title, members });
    return (answer['chat'] as { chatId: string }).chatId;
  }

  const isChange = (kind: string) => (frame: Frame) =>
    (frame['change'] as { content: { kind: string } } | undefined)?.content.kind === kind;

  it('is made, changed and left, and everyone hears of it', async () => {
    const [aliceId, bobId, cleoId] = users(3) as [string, string, string];
    const [alice, bob, cleo] = [await connect(aliceId), await connect(bobId), await connect(cleoId)];
    const chatId = await create(alice, [bobId]);
    expect(await bob.next(isChange('created'))).toMatchObject({
      chat: { chatId, title: 'Trip', memberCount: 2 },
    });
    await change(alice, 'addMembers', { chatId, afterSeq: 1, members: [cleoId] });
    await cleo.next(isChange('membersAdded'));
    await change(alice, 'updateChat', { chatId, afterSeq: 2, roles: [{ userId: bobId, role: 'ADMIN' }] });
    await change(bob, 'updateChat', { chatId, afterSeq: 3, title: 'Rome' });
    expect(await cleo.next(isChange('updated'), 2)).toMatchObject({ chat: { title: 'Rome', lastSeq: 4 } });
    await change(bob, 'sendMessage', { chatId, afterSeq: 4, content: 'hello all' });
    expect(await cleo.next(({ type }) => type === 'message')).toMatchObject({ message: { seq: 5 } });
    const listed = await cleo.request('listChats');
    expect(listed['chats']).toMatchObject([
      { chatId, title: 'Rome', memberCount: 3, unread: 1, lastMessage: { content: 'hello all' } },
    ]);
    await change(bob, 'removeMember', { chatId, afterSeq: 5, member: cleoId });
    await cleo.next(isChange('memberRemoved'));
    expect(await change(alice, 'leaveChat', { chatId, afterSeq: 6 })).toMatchObject({
      chat: { memberCount: 1 },
    });
    const { chat } = await bob.request('getChat', { chatId });
    expect(chat).toMatchObject({ lastSeq: 7, members: [{ userId: bobId, role: 'OWNER' }] });
  });

  it('shows a removed member what a stranger is shown, and takes nothing from them', async () => {
    const [aliceId, bobId] = users(2) as [string, string];
    const [alice, bob] = [await connect(aliceId), await connect(bobId)];
    const chatId = await create(alice, [bobId]);
    await change(alice, 'removeMember', { chatId, afterSeq: 1, member: bobId });
    await change(alice, 'sendMessage', { chatId, afterSeq: 2, content: 'about bob' });
    for (const [action, fields] of [
      ['getChat', { chatId }],
      ['getMessages', { chatId }],
      ['sendMessage', { chatId, clientMessageId: randomUUID(), afterSeq: 3, content: 'hi' }],
      ['addMembers', { chatId, clientMessageId: randomUUID(), afterSeq: 3, members: [bobId] }],
      ['leaveChat', { chatId, clientMessageId: randomUUID(), afterSeq: 3 }],
    ] as const) {
      const { requestId: _one, ...refused } = await bob.request(action, fields);
      const { requestId: _other, ...absent } = await bob.request(action, { ...fields, chatId: 'nowhere' });
      expect(refused).toMatchObject({ type: 'error', code: 'not_found', retryable: false });
      expect(refused).toEqual(absent);
    }
    expect(await bob.request('sync', { chats: [{ chatId, afterSeq: 1 }] })).toMatchObject({
      chats: [{ messages: [], left: true }],
    });
    expect((await bob.request('listChats'))['chats']).toEqual([]);
    expect(JSON.stringify(bob.frames)).not.toContain('about bob');
    expect((await alice.request('getMessages', { chatId }))['messages']).toHaveLength(3);
  });

  it('shows who has got and read what, in history and live', async () => {
    const [aliceId, bobId, cleoId] = users(3) as [string, string, string];
    const [alice, bob, cleo] = [await connect(aliceId), await connect(bobId), await connect(cleoId)];
    const chatId = await create(alice, [bobId, cleoId]);
    await change(alice, 'sendMessage', { chatId, afterSeq: 1, content: 'read me' });
    const newest = async () => ((await alice.request('getMessages', { chatId }))['messages'] as object[])[0];
    expect(await newest()).toMatchObject({ seq: 2, status: 'SENT' });
    await bob.request('markRead', { chats: [{ chatId, seq: 2 }] });
    expect(await alice.next(({ type }) => type === 'receipt')).toMatchObject({
      chatId,
      userId: bobId,
      deliveredSeq: 2,
      readSeq: 2,
    });
    await cleo.request('markDelivered', { chats: [{ chatId, seq: 2 }] });
    expect(await newest()).toMatchObject({ status: 'DELIVERED' });
    await cleo.request('markRead', { chats: [{ chatId, seq: 2 }] });
    expect(await newest()).toMatchObject({ status: 'READ' });
    expect((await alice.request('getReceipts', { chatId }))['members']).toHaveLength(2);
    expect((await cleo.request('listChats'))['chats']).toMatchObject([
      { unread: 0, cursors: { readSeq: 2 } },
    ]);
  });

  it('of more than 25 is told through the queue, each member once', async () => {
    const [ownerId, ...others] = users(60) as [string, ...string[]];
    const owner = await connect(ownerId);
    const members = await Promise.all(others.map(connect));
    const chatId = await create(owner, others);
    const secondDevice = await connect(ownerId);
    const ack = await change(owner, 'sendMessage', { chatId, afterSeq: 1, content: 'hello all' });
    expect(ack).toMatchObject({ type: 'ok', seq: 2 });
    const isMessage = ({ type }: Frame) => type === 'message';
    await Promise.all([...members, secondDevice].map((client) => client.next(isMessage)));
    for (const client of members) expect(client.frames.filter(isMessage)).toHaveLength(1);
    expect(owner.frames.filter(isMessage)).toEqual([]);
  }, 60_000);

  it('gives 20 senders of 6 messages each the same dense order on every device', async () => {
    const ids = users(20);
    const members = await Promise.all(ids.map(connect));
    const chatId = await create(members[0]!, ids.slice(1));
    await Promise.all(members.map((client) => talk(client, chatId)));
    const order = await historyOf(members[0]!, chatId);
    expect(order.map(({ seq }) => seq)).toEqual(Array.from({ length: 120 }, (_seq, index) => index + 2));
    expect(new Set(order.map(({ clientMessageId }) => clientMessageId)).size).toBe(120);
    for (const [index, client] of members.entries()) {
      const heard = () => heardBy(client, ids[index]!);
      await client.next(() => heard().size === 114).catch(() => undefined);
      const expected = order.filter(({ senderId }) => senderId !== ids[index]);
      expect([...heard()].sort(([one], [other]) => one - other)).toEqual(
        expected.map(({ seq, clientMessageId }) => [seq, clientMessageId]),
      );
    }
  }, 240_000);
});

interface Told {
  seq: number;
  senderId: string;
  clientMessageId: string;
}

/** Six messages, one after the other, each until it is acknowledged, as a client does. */
async function talk(client: RawClient, chatId: string): Promise<void> {
  for (let count = 0, afterSeq = 1; count < 6; count++) {
    const message = { chatId, clientMessageId: randomUUID(), content: `${count}` };
    afterSeq = await sendUntilDone(client, message, afterSeq);
  }
}

/** Who is so unlucky that 200 entries of others come first is refused, and looks for their own entry before they go on. */
async function sendUntilDone(
  client: RawClient,
  message: { chatId: string; clientMessageId: string; content: string },
  afterSeq: number,
): Promise<number> {
  const answer = await client.request('sendMessage', { ...message, afterSeq });
  // A frame of the gateway's own has no type: the outcome is unknown, and the same bytes are sent again.
  if (!('type' in answer) || answer['retryable'] === true) return sendUntilDone(client, message, afterSeq);
  if (answer['code'] !== 'stale_attempt') {
    expect(answer).toMatchObject({ type: 'ok' });
    return Number(answer['seq']);
  }
  const known = await historyOf(client, message.chatId);
  const own = known.find(({ clientMessageId }) => clientMessageId === message.clientMessageId);
  return own?.seq ?? sendUntilDone(client, message, known.at(-1)?.seq ?? 1);
}

async function historyOf(client: RawClient, chatId: string): Promise<Told[]> {
  const entries: Told[] = [];
  for (let cursor: unknown, pages = 0; pages < 20; pages++) {
    const page = await client.request('getMessages', {
      chatId,
      limit: 100,
      ...(cursor === undefined ? { after: 1 } : { cursor }),
    });
    entries.push(...(page['messages'] as Told[]));
    cursor = page['nextCursor'];
    if (cursor === undefined) break;
  }
  return entries;
}

/** What a device was told: clientMessageId by seq. */
/** Without the own ones: since these clients mark nothing delivered, the delivery check sends them those as well. */
function heardBy(client: RawClient, userId: string): Map<number, string> {
  const messages = client.frames
    .filter(({ type }) => type === 'message')
    .map(({ message }) => message as Told)
    .filter(({ senderId }) => senderId !== userId);
  return new Map(messages.map(({ seq, clientMessageId }) => [seq, clientMessageId]));
}

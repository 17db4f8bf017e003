import { limits } from '../../../protocol';
import { aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
import { dieAt, momentsOf } from '../../support/mortal';
import { aGroup } from '../../support/a-group';
import { aPerson, connectAll } from '../../support/person';

async function aDirectChat() {
  const world = chatWorld();
  await connectAll(world, ['alice', 'bob']);
  const [alice, bob] = [aPerson(world, 'alice'), aPerson(world, 'bob')];
  const { chatId } = await alice.createDirect('bob');
  await alice.send(chatId, 'one');
  await alice.send(chatId, 'two');
  world.poster.posted.length = 0;
  return { world, chatId, alice, bob };
}

/** Who got which receipts. */
function told(world: ChatWorld): Record<string, unknown[]> {
  const byConnection: Record<string, unknown[]> = {};
  for (const { connectionId, frame } of world.poster.posted) {
    if ((frame as { type: string }).type !== 'receipt') continue;
    (byConnection[connectionId] ??= []).push(frame);
  }
  return byConnection;
}

describe('raiseCursors', () => {
  it('raises both cursors when something is read, and tells the other member of a direct chat', async () => {
    const { world, chatId, bob } = await aDirectChat();
    expect(await bob.deliver(chatId, 2)).toEqual({ chatId, deliveredSeq: 2, readSeq: 1 });
    expect(await bob.read(chatId, 3)).toEqual({ chatId, deliveredSeq: 3, readSeq: 3 });
    const receipt = { type: 'receipt', chatId, userId: 'bob' };
    expect(told(world)).toEqual({
      'alice-1': [
        { ...receipt, deliveredSeq: 2, readSeq: 1 },
        { ...receipt, deliveredSeq: 3, readSeq: 3 },
      ],
    });
  });

  it('never lowers a cursor, and answers with those in force', async () => {
    const { chatId, bob } = await aDirectChat();
    await bob.read(chatId, 3);
    expect(await bob.read(chatId, 2)).toEqual({ chatId, deliveredSeq: 3, readSeq: 3 });
    expect(await bob.deliver(chatId, 1)).toEqual({ chatId, deliveredSeq: 3, readSeq: 3 });
  });

  it('tells the receipt again on a retry', async () => {
    const { world, chatId, bob } = await aDirectChat();
    await bob.read(chatId, 3);
    await bob.read(chatId, 3);
    expect(told(world)['alice-1']).toHaveLength(2);
  });

  it('is one conditional write, however much it covers', async () => {
    const { world, chatId, alice, bob } = await aDirectChat();
    for (let count = 0; count < 15; count++) await alice.send(chatId, `${count}`);
    const raise = jest.spyOn(world.chats, 'raiseCursor');
    await bob.read(chatId, 18);
    expect(raise).toHaveBeenCalledTimes(1);
  });

  it('refuses an entry that does not exist, or that one may not see', async () => {
    const { world, chatId, alice } = await aGroup();
    await alice.send(chatId, 'before');
    await alice.add(chatId, ['dan']);
    const dan = aPerson(world, 'dan');
    expect(await dan.read(chatId, 2)).toEqual({ chatId, code: 'bad_request' });
    expect(await alice.read(chatId, 9)).toEqual({ chatId, code: 'bad_request' });
    expect(await alice.read(chatId, 0)).toEqual({ chatId, code: 'bad_request' });
    expect(await dan.read('nowhere', 1)).toEqual({ chatId: 'nowhere', code: 'not_found' });
  });

  it('tells a stranger and a removed member the same as for no chat, and nobody of them', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    await alice.remove(chatId, 'bob');
    world.poster.posted.length = 0;
    for (const person of [bob, aPerson(world, 'mallory')])
      expect(await person.read(chatId, 1)).toEqual({ chatId, code: 'not_found' });
    expect(told(world)).toEqual({});
  });

  it('tells in a small group, of what was read, the senders of what it newly covers and the own devices', async () => {
    const { world, chatId, alice, bob, cleo } = await aGroup();
    await alice.send(chatId, 'a');
    await cleo.read(chatId, 2);
    await bob.send(chatId, 'b');
    await world.connections.put(aSocket({ userId: 'cleo', connectionId: 'cleo-2' }));
    world.poster.posted.length = 0;
    await cleo.deliver(chatId, 3);
    expect(told(world)).toEqual({});
    await cleo.read(chatId, 3);
    expect(Object.keys(told(world)).sort()).toEqual(['bob-1', 'cleo-2']);
  });

  it('tells nobody else in a large group', async () => {
    const members = Array.from({ length: limits.membersWithLiveReceipts }, (_user, index) => `user-${index}`);
    const { world, chatId, alice } = await aGroup(members);
    await alice.send(chatId, 'a');
    world.poster.posted.length = 0;
    await aPerson(world, 'user-0').read(chatId, 2);
    expect(told(world)).toEqual({});
  });

  it('queues a receipt that cannot be posted', async () => {
    const { world, chatId, bob } = await aDirectChat();
    world.poster.outcomes.set('alice-1', 'failed');
    await bob.read(chatId, 3);
    expect(world.queue.jobs).toMatchObject([
      { job: { kind: 'post', event: { type: 'receipt', readSeq: 3 } } },
    ]);
  });

  it('is completed by a retry whenever it dies', async () => {
    const prepare = async () => (await aDirectChat()).world;
    const chatId = (await aDirectChat()).chatId;
    const run = (world: ChatWorld) => aPerson(world, 'bob').read(chatId, 3);
    const moments = await momentsOf(prepare, run);
    expect(moments.length).toBeGreaterThanOrEqual(10);
    for (const moment of moments) {
      const world = await prepare();
      await dieAt(world, moment, run);
      expect(await run(world)).toEqual({ chatId, deliveredSeq: 3, readSeq: 3 });
      expect(told(world)['alice-1']).not.toEqual([]);
    }
  });
});

describe('the status of a message', () => {
  const statuses = async (person: ReturnType<typeof aPerson>, chatId: string) =>
    (await person.history(chatId)).messages.map(({ status }) => status).reverse();

  it('is DELIVERED and READ when every other member is that far', async () => {
    const { chatId, alice, bob, cleo } = await aGroup();
    await alice.send(chatId, 'one');
    await alice.send(chatId, 'two');
    await bob.read(chatId, 3);
    expect(await statuses(alice, chatId)).toEqual(['READ', 'SENT', 'SENT']);
    await cleo.deliver(chatId, 3);
    expect(await statuses(alice, chatId)).toEqual(['READ', 'DELIVERED', 'DELIVERED']);
    await cleo.read(chatId, 2);
    expect(await statuses(alice, chatId)).toEqual(['READ', 'READ', 'DELIVERED']);
    expect((await alice.history(chatId)).receipts).toEqual({ deliveredSeq: 3, readSeq: 2 });
  });

  it('does not wait for who joined later', async () => {
    const { chatId, alice, bob, cleo } = await aGroup();
    await alice.send(chatId, 'one');
    await bob.read(chatId, 2);
    await cleo.read(chatId, 2);
    await alice.add(chatId, ['dan']);
    expect((await statuses(alice, chatId)).slice(0, 2)).toEqual(['READ', 'READ']);
  });

  it('does not wait for who has gone', async () => {
    const { chatId, alice, bob } = await aGroup();
    await alice.send(chatId, 'one');
    await bob.read(chatId, 2);
    await alice.remove(chatId, 'cleo');
    expect((await statuses(alice, chatId))[1]).toBe('READ');
  });

  it('comes with a sync of direct chats', async () => {
    const { chatId, alice, bob } = await aDirectChat();
    await bob.deliver(chatId, 3);
    await bob.read(chatId, 2);
    expect(await alice.sync(chatId, 1)).toMatchObject({
      messages: [{ status: 'READ' }, { status: 'DELIVERED' }],
      receipts: { deliveredSeq: 3, readSeq: 2 },
    });
  });

  it('is SENT in a group above 100', async () => {
    const members = Array.from({ length: limits.membersWithStatus }, (_user, index) => `user-${index}`);
    const { world, chatId, alice } = await aGroup(members);
    await alice.send(chatId, 'one');
    for (const userId of members) await aPerson(world, userId).read(chatId, 2);
    const page = await alice.history(chatId);
    expect(page.messages.map(({ status }) => status)).toEqual(['SENT', 'SENT']);
    expect(page).not.toHaveProperty('receipts');
  });
});

describe('unread counts', () => {
  it('are exact after reading, over events too', async () => {
    const { chatId, alice, bob } = await aGroup();
    for (const text of ['one', 'two', 'three']) await alice.send(chatId, text);
    await alice.update(chatId, { title: 'New' });
    await alice.send(chatId, 'four');
    const unread = async () => (await bob.list()).chats[0]?.unread;
    expect(await unread()).toBe(4);
    await bob.read(chatId, 3);
    expect(await unread()).toBe(2);
    await bob.read(chatId, 5);
    expect(await unread()).toBe(1);
    await bob.read(chatId, 6);
    expect(await unread()).toBe(0);
    expect((await bob.list()).chats[0]?.cursors).toEqual({ joinedSeq: 1, deliveredSeq: 6, readSeq: 6 });
  });
});

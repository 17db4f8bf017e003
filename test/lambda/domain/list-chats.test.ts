import { limits } from '../../../protocol';
import { type ChatWorld, chatWorld } from '../../support/chat-world';
import { aPerson } from '../../support/person';

function aWorld() {
  const world = chatWorld();
  return { world, alice: aPerson(world, 'alice'), bob: aPerson(world, 'bob') };
}

async function lastOf(world: ChatWorld, userId: string) {
  const { chats } = await aPerson(world, userId).list();
  expect(chats).toHaveLength(1);
  return chats[0]!;
}

describe('listChats', () => {
  it('shows each chat with its newest entry, its cursors and what is unread', async () => {
    const { world, alice } = aWorld();
    const { chatId } = await alice.createGroup(['bob'], { title: 'Trip' });
    await alice.send(chatId, 'one');
    await alice.send(chatId, 'two');
    expect(await lastOf(world, 'bob')).toEqual({
      chatId,
      type: 'GROUP',
      title: 'Trip',
      createdBy: 'alice',
      createdAt: expect.any(String) as string,
      memberCount: 2,
      lastSeq: 3,
      lastMessage: expect.objectContaining({ seq: 3, content: 'two', senderId: 'alice' }) as object,
      unread: 2,
      cursors: { joinedSeq: 1, deliveredSeq: 1, readSeq: 1 },
    });
  });

  it('counts nothing as unread when the newest message is one’s own, and no events', async () => {
    const { world, alice, bob } = aWorld();
    const { chatId } = await alice.createGroup(['bob']);
    await bob.send(chatId, 'hi');
    expect((await lastOf(world, 'bob')).unread).toBe(0);
    await alice.update(chatId, { title: 'New' });
    expect((await lastOf(world, 'alice')).unread).toBe(1);
  });

  it('counts from where a later member joined', async () => {
    const { world, alice } = aWorld();
    const { chatId } = await alice.createGroup(['bob']);
    await alice.send(chatId, 'one');
    await alice.add(chatId, ['dan']);
    expect((await lastOf(world, 'dan')).unread).toBe(0);
    await alice.send(chatId, 'two');
    expect(await lastOf(world, 'dan')).toMatchObject({ unread: 1, cursors: { joinedSeq: 3 } });
  });

  it('cuts a long message, never through a character, and a long event', async () => {
    const { world, alice } = aWorld();
    const others = Array.from({ length: 20 }, (_user, index) => `user-${index}`);
    const { chatId } = await alice.createGroup(others);
    expect(await lastOf(world, 'alice')).toMatchObject({
      isCut: true,
      lastMessage: { content: { members: { length: 10 } } },
    });
    await alice.send(chatId, `${'x'.repeat(119)}🙂`);
    expect(await lastOf(world, 'alice')).toMatchObject({
      isCut: true,
      lastMessage: { content: 'x'.repeat(119) },
    });
    await alice.send(chatId, 'x'.repeat(120));
    expect(await lastOf(world, 'alice')).not.toHaveProperty('isCut');
  });

  it('pages through the chats, each once, without those that were left', async () => {
    const { alice, bob } = aWorld();
    const ids: string[] = [];
    for (let count = 0; count < 7; count++) ids.push((await alice.createGroup(['bob'])).chatId);
    await bob.leave(ids[3]!);
    const found: string[] = [];
    for (let cursor: string | undefined, pages = 0; pages < 10; pages++) {
      const page = await bob.list({ limit: 2, ...(cursor === undefined ? {} : { cursor }) });
      expect(page.chats.length).toBeLessThanOrEqual(2);
      found.push(...page.chats.map(({ chatId }) => chatId));
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    expect(found.sort()).toEqual(ids.filter((id) => id !== ids[3]).sort());
  });

  it('cuts a page to the frame, and loses nothing by it', async () => {
    const { alice } = aWorld();
    for (let count = 0; count < 50; count++) {
      const { chatId } = await alice.createGroup(['bob'], { title: '"'.repeat(256) });
      await alice.send(chatId, '\u0000'.repeat(16_000));
    }
    const found = new Set<string>();
    for (let cursor: string | undefined, pages = 0; pages < 5; pages++) {
      const page = await alice.list(cursor === undefined ? {} : { cursor });
      expect(Buffer.byteLength(JSON.stringify(page))).toBeLessThan(limits.serverFrameBytes);
      for (const { chatId } of page.chats) found.add(chatId);
      cursor = page.nextCursor;
      if (cursor === undefined) break;
    }
    expect(found.size).toBe(50);
  });

  it('says who the other person in a direct chat is, and of groups only how many they are', async () => {
    const { alice, bob } = aWorld();
    await alice.createDirect('bob');
    await alice.createGroup(['bob']);
    const members = (await bob.list()).chats.map((chat) => chat.members?.map(({ userId }) => userId));
    expect(members).toHaveLength(2);
    expect(members).toEqual(expect.arrayContaining([['alice', 'bob'], undefined]));
  });

  it('does not show a chat that a stale list names', async () => {
    const { world, alice, bob } = aWorld();
    const { chatId } = await alice.createGroup(['bob']);
    const list = await world.chats.listUserChats('bob', undefined, 50);
    await alice.remove(chatId, 'bob');
    world.chats.listUserChats = () => Promise.resolve(list);
    expect((await bob.list()).chats).toEqual([]);
  });
});

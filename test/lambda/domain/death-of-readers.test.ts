import type { ChatWorld } from '../../support/chat-world';
import { chatWorld } from '../../support/chat-world';
import { dieAt, momentsOf } from '../../support/mortal';
import { aPerson, connectAll } from '../../support/person';

const everyone = ['alice', 'bob', 'cleo', 'dan'];

let chatId = '';

/** A group of alice with bob and cleo whose roster and lists know nothing of what came after: dan is in, cleo is out, and it has another name. */
async function aGroupBehind(): Promise<ChatWorld> {
  const world = chatWorld();
  await connectAll(world, everyone);
  const alice = aPerson(world, 'alice');
  ({ chatId } = await alice.createGroup(['bob', 'cleo'], { name: 'group' }));
  const rosters = [...world.chats.rosters];
  const userChats = structuredClone([...world.chats.userChats]);
  await alice.add(chatId, ['dan'], { name: 'add' });
  await alice.send(chatId, 'welcome', { name: 'welcome' });
  await alice.remove(chatId, 'cleo', { name: 'remove' });
  await alice.update(chatId, { title: 'Three' }, { name: 'update' });
  for (const [map, entries] of [
    [world.chats.rosters, rosters],
    [world.chats.userChats, userChats],
  ] as const) {
    map.clear();
    for (const [key, value] of entries) (map as Map<string, unknown>).set(key, value);
  }
  return world;
}

const readers: Record<string, (world: ChatWorld) => Promise<unknown>> = {
  getChat: (world) => aPerson(world, 'bob').chat(chatId),
  sync: (world) => aPerson(world, 'bob').sync(chatId, 1),
  listChats: (world) => aPerson(world, 'bob').list(),
  getMessages: (world) => aPerson(world, 'bob').history(chatId),
  getReceipts: (world) => aPerson(world, 'bob').receipts(chatId),
  markRead: (world) => aPerson(world, 'bob').read(chatId, 5),
  muteChat: (world) => aPerson(world, 'bob').mute(chatId, '2026-01-02T08:00:00.000Z'),
};

function expectMended(world: ChatWorld): void {
  const listed = everyone.filter((userId) => world.chats.listOf(userId).includes(chatId));
  expect(listed).toEqual(['alice', 'bob', 'dan']);
  const roster = world.chats.rosters.get(chatId);
  expect([...(roster?.members.keys() ?? [])].sort()).toEqual(['alice', 'bob', 'dan']);
  expect(roster).toMatchObject({ title: 'Three', eventSeq: 5 });
}

describe.each(Object.entries(readers))('%s that dies while it mends a roster', (_action, read) => {
  it('is made good by the same reader, whose answer is that of one who was not disturbed', async () => {
    const undisturbed = await aGroupBehind();
    const expected = await read(undisturbed);
    expectMended(undisturbed);
    const moments = await momentsOf(aGroupBehind, read);
    expect(moments.length).toBeGreaterThanOrEqual(10);
    for (const moment of moments) {
      const world = await aGroupBehind();
      await dieAt(world, moment, read);
      expect(await read(world)).toEqual(expected);
      expectMended(world);
    }
  });

  it('shows nobody else anything that is half done', async () => {
    for (const moment of await momentsOf(aGroupBehind, read)) {
      const world = await aGroupBehind();
      await dieAt(world, moment, read);
      await expect(aPerson(world, 'cleo').chat(chatId)).rejects.toMatchObject({ code: 'not_found' });
      expect(await aPerson(world, 'cleo').sync(chatId, 1)).toMatchObject({ left: true, messages: [] });
      expect((await aPerson(world, 'dan').chat(chatId)).title).toBe('Three');
      expectMended(world);
    }
  });
});

import type { ChatWorld } from '../../support/chat-world';
import { aGroup } from '../../support/a-group';
import { aPerson } from '../../support/person';

describe('a reader who is removed while the answer is read', () => {
  /** Removes bob and lets alice speak of him as soon as the roster has been read. */
  function removeAfterRoster(world: ChatWorld, chatId: string): void {
    const getRoster = world.chats.getRoster.bind(world.chats);
    const getRosters = world.chats.getRosters.bind(world.chats);
    const remove = async () => {
      Object.assign(world.chats, { getRoster, getRosters });
      await aPerson(world, 'alice').remove(chatId, 'bob');
      await aPerson(world, 'alice').send(chatId, 'secret');
    };
    world.chats.getRoster = async (id) => {
      const roster = await getRoster(id);
      await remove();
      return roster;
    };
    world.chats.getRosters = async (ids) => {
      const rosters = await getRosters(ids);
      await remove();
      return rosters;
    };
  }

  it.each([
    ['getMessages', ({ bob, chatId }: Awaited<ReturnType<typeof aGroup>>) => bob.history(chatId)],
    ['sync', ({ bob, chatId }: Awaited<ReturnType<typeof aGroup>>) => bob.sync(chatId, 0)],
    ['listChats', ({ bob }: Awaited<ReturnType<typeof aGroup>>) => bob.list()],
  ])('sees nothing in %s of what came after', async (_action, read) => {
    const group = await aGroup();
    await group.alice.send(group.chatId, 'open');
    removeAfterRoster(group.world, group.chatId);
    const answer = JSON.stringify(await read(group));
    expect(answer).toContain('open');
    expect(answer).not.toContain('secret');
  });
});

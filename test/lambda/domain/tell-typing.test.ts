import { limits } from '../../../protocol';
import { aGroup } from '../../support/a-group';
import { aPerson } from '../../support/person';

const others = (count: number) => Array.from({ length: count }, (_user, index) => `user-${index}`);

describe('tellTyping', () => {
  it('tells the other members who are online, and nobody else', async () => {
    const { world, chatId } = await aGroup(['bob', 'cleo']);
    await aPerson(world, 'alice').type(chatId);
    const frame = { type: 'typing', chatId, userId: 'alice', state: 'started' };
    expect(world.poster.posted).toEqual([
      { connectionId: 'bob-1', frame },
      { connectionId: 'cleo-1', frame },
    ]);
  });

  it('tries once, keeps nothing and pushes nothing', async () => {
    const { world, chatId } = await aGroup(['bob', 'cleo']);
    await world.connections.remove({ userId: 'cleo', connectionId: 'cleo-1' });
    world.poster.outcomes.set('bob-1', 'failed');
    await aPerson(world, 'alice').type(chatId, 'stopped');
    expect(world.queue.jobs).toEqual([]);
    expect(world.pushes.jobs).toEqual([]);
  });

  it('tells up to 50 members, and in larger groups nobody', async () => {
    const small = await aGroup(others(limits.membersWithTyping - 1));
    await aPerson(small.world, 'alice').type(small.chatId);
    expect(small.world.poster.posted).toHaveLength(49);
    const large = await aGroup(others(limits.membersWithTyping));
    await aPerson(large.world, 'alice').type(large.chatId);
    expect(large.world.poster.posted).toEqual([]);
  });

  it('is for members only', async () => {
    const { world, chatId } = await aGroup(['bob']);
    await expect(aPerson(world, 'mallory').type(chatId)).rejects.toMatchObject({ code: 'not_found' });
    expect(world.poster.posted).toEqual([]);
  });
});

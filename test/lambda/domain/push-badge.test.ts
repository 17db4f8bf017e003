import type { PushJob } from '../../../lambda/domain/ports';
import { pushToPhones } from '../../../lambda/domain/push-to-phones';
import { aMessageToPhones } from '../../support/message-to-phones';
import { mortal } from '../../support/mortal';
import { aPerson } from '../../support/person';

const jobOf = (chatId: string, seq = 2): PushJob => ({ chatId, seq, userIds: ['bob'] });

describe('the badge of a push', () => {
  it('counts the chats that have something unread, muted ones aside', async () => {
    const { world, chatId } = await aMessageToPhones();
    const others = ['carol', 'dave', 'erin', 'frank'].map((userId) => aPerson(world, userId));
    const chats = await Promise.all(others.map((other) => other.createDirect('bob')));
    for (const [index, other] of others.entries()) await other.send(chats[index]!.chatId, 'hi');
    const [carols, daves, erins] = chats.map((chat) => chat.chatId);
    await pushToPhones(world, [{ chatId: carols!, seq: 2, userIds: ['bob'] }]);
    await aPerson(world, 'bob').deliver(daves!, 2);
    await aPerson(world, 'bob').deliver(erins!, 2);
    await aPerson(world, 'bob').mute(erins!, '2030-01-01T00:00:00.000Z');
    world.sender.sent.length = 0;
    await pushToPhones(world, [jobOf(chatId)]);
    expect(world.sender.sent[0]).toMatchObject({ badge: 3 });
    await aPerson(world, 'bob').read(daves!, 2);
    await pushToPhones(world, [jobOf(chatId, 3)]);
    expect(world.sender.sent.at(-1)).toMatchObject({ badge: 2 });
  });

  it('counts no chat of which the user lacks events alone, and one with a message below an event', async () => {
    const { world, chatId } = await aMessageToPhones();
    const carol = aPerson(world, 'carol');
    const [bob, quiet, loud] = [
      aPerson(world, 'bob'),
      await carol.createGroup(['bob']),
      await carol.createGroup(['bob']),
    ];
    await carol.send(loud.chatId, 'hi');
    for (const [added, { chatId: group }] of [quiet, loud].entries()) {
      await carol.add(group, [`friend-${added}`]);
      await bob.deliver(group, added + 2);
    }
    const { chats } = await bob.list();
    const unread = chats.filter((chat) => chat.unread > 0).map((chat) => chat.chatId);
    expect(unread.sort()).toEqual([chatId, loud.chatId].sort());
    await pushToPhones(world, [jobOf(chatId)]);
    expect(world.sender.sent[0]).toMatchObject({ badge: 2 });
  });

  it.each([
    [350, 350, 4],
    [1_200, 1_000, 10],
  ])('counts of %i unread chats %i, with %i reads', async (count, badge, reads) => {
    const { world, chatId } = await aMessageToPhones();
    for (let at = 1; at < count; at++) {
      const unread = {
        userId: 'bob',
        chatId: `~${at}`,
        joinedSeq: 1,
        deliveredSeq: 2,
        deliveredOrdinal: 1,
        readSeq: 1,
        readOrdinal: 0,
      };
      world.chats.userChats.set(`bob ~${at}`, unread);
    }
    const { world: counted, calls } = mortal(world, { call: 0, effect: 'before' });
    await pushToPhones(counted, [jobOf(chatId)]);
    expect(world.sender.sent[0]).toMatchObject({ badge });
    expect(calls()).toBe(6 + reads);
  });
});

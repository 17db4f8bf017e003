import { aChat, day, retentionDays } from '../../support/aging-chat';
import { chatWorld } from '../../support/chat-world';
import { mortal } from '../../support/mortal';
import { aPerson } from '../../support/person';

describe('unread messages of a chat some of whose entries may have expired', () => {
  it('counts no event', async () => {
    const world = { ...chatWorld(), retentionDays };
    const [alice, bob] = [aPerson(world, 'alice'), aPerson(world, 'bob')];
    const { chatId } = await alice.createGroup(['bob']);
    await alice.send(chatId, 'old');
    world.runtime.nowMs += 2 * day;
    await alice.update(chatId, { title: 'New' });
    await alice.send(chatId, 'young');
    expect((await bob.list()).chats).toMatchObject([{ unread: 2 }]);
    world.runtime.nowMs += (retentionDays - 1) * day;
    expect((await bob.list()).chats).toMatchObject([{ unread: 1 }]);
    world.log.forget(chatId, [2]);
    expect((await bob.list()).chats).toMatchObject([{ unread: 1 }]);
  });

  it.each([
    ['nothing can have expired', { age: retentionDays - 2, readSeq: 1, unread: 500, reads: 0 }],
    ['nothing is unread', { age: retentionDays, readSeq: 501, unread: 0, reads: 0 }],
    ['all that is unread is young', { age: retentionDays, readSeq: 301, unread: 200, reads: 1 }],
    ['most of what is unread has expired', { age: retentionDays, readSeq: 1, unread: 200, reads: 10 }],
  ])('reads no more entries than it must when %s', async (_what, { age, readSeq, unread, reads }) => {
    const { world, alice, bob, chatId } = await aChat(300);
    world.runtime.nowMs += day;
    for (let count = 0; count < 200; count++) {
      world.runtime.nowMs += 1000;
      await alice.send(chatId, 'young');
    }
    if (readSeq > 1) await bob.read(chatId, readSeq);
    world.runtime.nowMs += (age - 0.5) * day;
    const { world: counted, calls } = mortal(world, { call: 0, effect: 'before' });
    expect((await aPerson(counted, 'bob').list()).chats).toMatchObject([{ unread }]);
    // The list, the newest entry, the roster.
    expect(calls()).toBeLessThanOrEqual(3 + reads);
  });
});

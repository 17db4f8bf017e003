import { limits } from '../../../protocol';
import { aGroup } from '../../support/a-group';
import { aPerson } from '../../support/person';

describe('getReceipts', () => {
  it('says of each other member how far they are, and since when', async () => {
    const { world, chatId, alice, bob, cleo } = await aGroup();
    await alice.send(chatId, 'one');
    await bob.deliver(chatId, 2);
    world.runtime.nowMs += 5000;
    await bob.read(chatId, 2);
    await cleo.read(chatId, 1);
    expect((await alice.receipts(chatId)).members).toEqual([
      {
        userId: 'bob',
        deliveredSeq: 2,
        deliveredAt: '2026-01-01T00:00:00.000Z',
        readSeq: 2,
        readAt: '2026-01-01T00:00:05.000Z',
      },
      { userId: 'cleo', deliveredSeq: 1, readSeq: 1 },
    ]);
  });

  it('takes what was read for delivered', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    await alice.send(chatId, 'one');
    world.runtime.nowMs += 5000;
    await bob.read(chatId, 2);
    expect((await alice.receipts(chatId)).members[0]).toMatchObject({
      deliveredSeq: 2,
      deliveredAt: '2026-01-01T00:00:05.000Z',
    });
  });

  it('does not tell who has muted the chat, nor what went to whose phone', async () => {
    const { world, chatId, alice, bob } = await aGroup(['bob']);
    await alice.send(chatId, 'one');
    await bob.mute(chatId, '2027-01-01T00:00:00.000Z');
    await world.chats.raisePushed('bob', chatId, 2);
    expect((await alice.receipts(chatId)).members).toEqual([{ userId: 'bob', deliveredSeq: 1, readSeq: 1 }]);
  });

  it('pages through a large group, each member once', async () => {
    const members = Array.from({ length: 130 }, (_user, index) => `user-${index}`);
    const { chatId, alice } = await aGroup(members);
    const first = await alice.receipts(chatId);
    expect(first.members).toHaveLength(limits.membersPerPage);
    const second = await alice.receipts(chatId, first.nextCursor);
    expect(second.nextCursor).toBeUndefined();
    expect([...first.members, ...second.members].map(({ userId }) => userId).sort()).toEqual(members.sort());
  });

  it('is for members only', async () => {
    const { world, chatId } = await aGroup();
    await expect(aPerson(world, 'mallory').receipts(chatId)).rejects.toMatchObject({ code: 'not_found' });
  });
});

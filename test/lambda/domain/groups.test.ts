import { groupChatId } from '../../../lambda/domain/chat-id';
import { chatWorld } from '../../support/chat-world';
import { aGroup, eventsTo } from '../../support/a-group';
import { aPerson, connectAll, rolesIn, seqsOf } from '../../support/person';

const people = ['alice', 'bob', 'cleo', 'dan'];

const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('createChat GROUP', () => {
  it('makes the creator its owner and tells the members', async () => {
    const world = chatWorld();
    await connectAll(world, people);
    const chat = await aPerson(world, 'alice').createGroup(['bob', 'cleo'], { title: 'Trip' });
    expect(chat).toMatchObject({
      type: 'GROUP',
      title: 'Trip',
      createdBy: 'alice',
      memberCount: 3,
      lastSeq: 1,
    });
    expect(await rolesIn(world, chat.chatId, 'bob')).toEqual({
      alice: 'OWNER',
      bob: 'MEMBER',
      cleo: 'MEMBER',
    });
    expect(world.poster.posted.map(({ connectionId }) => connectionId).sort()).toEqual(['bob-1', 'cleo-1']);
    expect(world.chats.listOf('cleo')).toEqual([chat.chatId]);
  });

  it('gives the same group to a retry, also after others have written', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    expect((await alice.createGroup(['cleo', 'bob'], { name: 'group' })).chatId).toBe(chatId);
    await bob.send(chatId, 'hi');
    expect(await alice.createGroup(['bob', 'cleo'], { name: 'group' })).toMatchObject({ chatId, lastSeq: 2 });
    expect(await seqsOf(world, chatId)).toEqual([1, 2]);
  });

  it('refuses another group under the same clientMessageId, also later', async () => {
    const { chatId, alice, bob } = await aGroup();
    await expect(alice.createGroup(['bob'], { name: 'group' })).rejects.toEqual(refusal('bad_request'));
    await bob.send(chatId, 'hi');
    await expect(alice.createGroup(['bob'], { name: 'group' })).rejects.toEqual(refusal('bad_request'));
  });

  it('is not the direct chat of a user whose id is the clientMessageId', async () => {
    const world = chatWorld();
    const direct = await aPerson(world, 'alice').createDirect('message-bob-----');
    expect(groupChatId('alice', 'message-bob-----')).not.toBe(direct.chatId);
  });

  it('tells a creator who has left nothing', async () => {
    const { chatId, alice } = await aGroup();
    await alice.leave(chatId);
    await expect(alice.createGroup(['bob', 'cleo'], { name: 'group' })).rejects.toEqual(refusal('not_found'));
  });
});

describe('addMembers', () => {
  it('lets a new member see what comes from the adding entry on, and tells everyone', async () => {
    const { world, chatId, alice } = await aGroup();
    await alice.send(chatId, 'before');
    world.poster.posted.length = 0;
    expect((await alice.add(chatId, ['dan'])).chat).toMatchObject({ memberCount: 4, lastSeq: 3 });
    for (const userId of ['bob', 'cleo', 'dan'])
      expect(eventsTo(world, userId)).toEqual([{ kind: 'membersAdded', members: ['dan'] }]);
    const dan = aPerson(world, 'dan');
    expect((await dan.history(chatId)).messages.map(({ seq }) => seq)).toEqual([3]);
    expect(await dan.sync(chatId, 0)).toMatchObject({ messages: [{ seq: 3 }], reset: { fromSeq: 3 } });
    expect(world.chats.listOf('dan')).toEqual([chatId]);
  });

  it('adds only those who are not in it, and appends nothing if all are', async () => {
    const { world, chatId, alice } = await aGroup();
    await alice.add(chatId, ['dan', 'bob']);
    expect((await alice.chat(chatId)).members).toContainEqual({
      userId: 'bob',
      role: 'MEMBER',
      joinedSeq: 1,
    });
    expect((await alice.add(chatId, ['dan', 'bob'])).chat).toMatchObject({ memberCount: 4, lastSeq: 2 });
    expect(await seqsOf(world, chatId)).toEqual([1, 2]);
  });

  it('does not raise or lower the cursors of a member who is added again', async () => {
    const { world, chatId, alice } = await aGroup();
    await alice.send(chatId, 'hi');
    await alice.add(chatId, ['bob', 'dan']);
    expect(world.chats.userChats.get(`bob ${chatId}`)).toMatchObject({ joinedSeq: 1, readSeq: 1 });
  });

  it('is one entry however often it is tried, also when some of it was done by then', async () => {
    const { world, chatId, alice } = await aGroup();
    const first = await alice.add(chatId, ['bob', 'dan'], { name: 'add', afterSeq: 1 });
    expect(await alice.add(chatId, ['bob', 'dan'], { name: 'add', afterSeq: 1 })).toEqual(first);
    expect(await seqsOf(world, chatId)).toEqual([1, 2]);
    await expect(alice.add(chatId, ['cleo', 'bob'], { name: 'add', afterSeq: 1 })).rejects.toEqual(
      refusal('bad_request'),
    );
  });

  it('takes an admin, and refuses a member and a stranger', async () => {
    const { chatId, world, alice, bob, cleo } = await aGroup();
    await expect(bob.add(chatId, ['dan'])).rejects.toEqual(refusal('forbidden'));
    await expect(aPerson(world, 'mallory').add(chatId, ['dan'])).rejects.toEqual(refusal('not_found'));
    await alice.update(chatId, { roles: [{ userId: 'bob', role: 'ADMIN' }] });
    expect((await bob.add(chatId, ['dan'])).chat.memberCount).toBe(4);
    await expect(cleo.remove(chatId, 'dan')).rejects.toEqual(refusal('forbidden'));
  });

  it('holds 500 and no more, also when several add at once', async () => {
    const { chatId, alice, bob, cleo } = await aGroup();
    await alice.update(chatId, {
      roles: ['bob', 'cleo'].map((userId) => ({ userId, role: 'ADMIN' as const })),
    });
    const batch = (name: string, size: number) =>
      Array.from({ length: size }, (_user, index) => `${name}-${index}`);
    await alice.add(chatId, batch('a', 200));
    await alice.add(chatId, batch('b', 200));
    const tries = await Promise.allSettled(
      [alice, bob, cleo].map((person, index) =>
        person.add(chatId, batch(`late${index}`, 48), { afterSeq: 4 }),
      ),
    );
    const refused = tries.filter((one) => one.status === 'rejected');
    expect(refused.map(({ reason }) => reason as Error)).toEqual([refusal('chat_full')]);
    expect((await alice.chat(chatId)).memberCount).toBe(499);
  });
});

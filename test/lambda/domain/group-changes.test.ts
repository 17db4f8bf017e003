import { chatWorld } from '../../support/chat-world';
import { aGroup, eventsTo } from '../../support/a-group';
import { aPerson, rolesIn, seqsOf } from '../../support/person';

const refusal = (code: string) => expect.objectContaining({ code }) as Error;

describe('removeMember', () => {
  it('tells the removed one and shows them nothing more', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    await alice.remove(chatId, 'bob');
    expect(eventsTo(world, 'bob')).toEqual([{ kind: 'memberRemoved', member: 'bob' }]);
    world.poster.posted.length = 0;
    await alice.send(chatId, 'about bob');
    expect(eventsTo(world, 'bob')).toEqual([]);
    await expect(bob.history(chatId)).rejects.toEqual(refusal('not_found'));
    await expect(bob.chat(chatId)).rejects.toEqual(refusal('not_found'));
    await expect(bob.send(chatId, 'still here')).rejects.toEqual(refusal('not_found'));
    expect(await bob.sync(chatId, 1)).toEqual({ chatId, messages: [], more: false, left: true });
    expect((await bob.list()).chats).toEqual([]);
  });

  it('appends nothing for someone who is not in it', async () => {
    const { world, chatId, alice } = await aGroup();
    expect((await alice.remove(chatId, 'dan')).chat.lastSeq).toBe(1);
    expect(await seqsOf(world, chatId)).toEqual([1]);
  });

  it('does not remove again on a retry after the member was added anew', async () => {
    const { chatId, alice, bob } = await aGroup();
    await alice.remove(chatId, 'bob', { name: 'remove', afterSeq: 1 });
    await alice.add(chatId, ['bob']);
    await alice.remove(chatId, 'bob', { name: 'remove', afterSeq: 1 });
    expect((await bob.chat(chatId)).members).toContainEqual({ userId: 'bob', role: 'MEMBER', joinedSeq: 3 });
    expect((await bob.history(chatId)).messages.map(({ seq }) => seq)).toEqual([3]);
  });

  it('does not show who came back an old removal again', async () => {
    const { world, chatId, alice } = await aGroup();
    await alice.remove(chatId, 'bob', { name: 'remove', afterSeq: 1 });
    await alice.add(chatId, ['bob']);
    world.poster.posted.length = 0;
    await alice.remove(chatId, 'bob', { name: 'remove', afterSeq: 1 });
    expect(world.poster.posted.map(({ connectionId }) => connectionId)).toEqual(['cleo-1']);
  });

  it('lets an admin remove members only, an owner anyone but themselves', async () => {
    const { chatId, alice, bob } = await aGroup();
    await alice.update(chatId, {
      roles: ['bob', 'cleo'].map((userId) => ({ userId, role: 'ADMIN' as const })),
    });
    await expect(bob.remove(chatId, 'cleo')).rejects.toEqual(refusal('forbidden'));
    await expect(bob.remove(chatId, 'alice')).rejects.toEqual(refusal('forbidden'));
    await expect(alice.remove(chatId, 'alice')).rejects.toEqual(refusal('bad_request'));
    expect((await alice.remove(chatId, 'cleo')).chat.memberCount).toBe(2);
  });
});

describe('leaveChat', () => {
  it('takes the caller out, tells their other devices, and answers a retry alike', async () => {
    const { world, chatId, bob } = await aGroup();
    await world.connections.put({ ...(await world.connections.list(['bob']))[0]!, connectionId: 'bob-2' });
    const first = await bob.leave(chatId, { name: 'leave', afterSeq: 1 });
    expect(first.chat).toMatchObject({ memberCount: 2, lastSeq: 2 });
    expect(world.poster.posted.map(({ connectionId }) => connectionId).sort()).toEqual([
      'alice-1',
      'bob-2',
      'cleo-1',
    ]);
    expect(await bob.leave(chatId, { name: 'leave', afterSeq: 1 })).toEqual(first);
    await expect(bob.leave(chatId)).rejects.toEqual(refusal('not_found'));
  });

  it('passes the group of an owner to the longest-standing admin, else member', async () => {
    const { world, chatId, alice, bob, cleo } = await aGroup();
    await alice.add(chatId, ['dan']);
    await alice.update(chatId, { roles: [{ userId: 'dan', role: 'ADMIN' }] });
    await alice.leave(chatId);
    expect(await rolesIn(world, chatId, 'bob')).toEqual({ bob: 'MEMBER', cleo: 'MEMBER', dan: 'OWNER' });
    await aPerson(world, 'dan').leave(chatId);
    expect(await rolesIn(world, chatId, 'bob')).toEqual({ bob: 'OWNER', cleo: 'MEMBER' });
    await bob.leave(chatId);
    await cleo.leave(chatId);
    expect(world.chats.rosters.get(chatId)?.members.size).toBe(0);
  });
});

describe('updateChat', () => {
  it('changes the title once, and appends nothing for the one it has', async () => {
    const { world, chatId, alice, cleo } = await aGroup();
    expect((await alice.update(chatId, { title: 'Trip' })).chat.title).toBe('Trip');
    await alice.update(chatId, { title: 'Trip' });
    expect(await seqsOf(world, chatId)).toEqual([1, 2]);
    expect((await cleo.chat(chatId)).title).toBe('Trip');
    await expect(cleo.update(chatId, { title: 'Mine' })).rejects.toEqual(refusal('forbidden'));
  });

  it('hands the group over: one owner at any time', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    await alice.update(chatId, { roles: [{ userId: 'bob', role: 'OWNER' }] });
    expect(await rolesIn(world, chatId, 'cleo')).toEqual({ alice: 'ADMIN', bob: 'OWNER', cleo: 'MEMBER' });
    await expect(alice.update(chatId, { roles: [{ userId: 'cleo', role: 'ADMIN' }] })).rejects.toEqual(
      refusal('forbidden'),
    );
    await bob.update(chatId, { roles: [{ userId: 'alice', role: 'MEMBER' }] });
    expect(await rolesIn(world, chatId, 'cleo')).toEqual({ alice: 'MEMBER', bob: 'OWNER', cleo: 'MEMBER' });
  });

  it.each([
    ['someone who is not in it', [{ userId: 'dan', role: 'ADMIN' as const }]],
    ['the owner themselves', [{ userId: 'alice', role: 'MEMBER' as const }]],
    ['two owners', ['bob', 'cleo'].map((userId) => ({ userId, role: 'OWNER' as const }))],
  ])('refuses a role for %s', async (_whom, roles) => {
    const { chatId, alice } = await aGroup();
    await expect(alice.update(chatId, { roles })).rejects.toEqual(refusal('bad_request'));
  });
});

describe('a direct chat', () => {
  it('keeps its two members, without a title', async () => {
    const world = chatWorld();
    const alice = aPerson(world, 'alice');
    const { chatId } = await alice.createDirect('bob');
    for (const change of [
      () => alice.add(chatId, ['cleo']),
      () => alice.remove(chatId, 'bob'),
      () => alice.leave(chatId),
      () => alice.update(chatId, { title: 'x' }),
    ])
      await expect(change()).rejects.toEqual(refusal('forbidden'));
    expect(await seqsOf(world, chatId)).toEqual([1]);
  });
});

import type { CaseChat, Member } from '../member';
import type { Stage } from '../stage';

export function membership(stage: Stage): void {
  describe('membership', () => {
    it('a new group is told to everyone in it, and is in their lists', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol], 'Hike');
      for (const member of [bob, carol]) {
        expect(await member.event(chat, 1)).toMatchObject({
          type: 'chat',
          chat: { chatId: chat.chatId, title: 'Hike', memberCount: 3 },
          change: { senderId: alice.userId, content: { kind: 'created', chatType: 'GROUP', title: 'Hike' } },
        });
      }
      expect(await rolesOf(bob, chat)).toEqual({
        [alice.userId]: 'OWNER',
        [bob.userId]: 'MEMBER',
        [carol.userId]: 'MEMBER',
      });
    });

    it('a new member is told to all, the new one included', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      const { change } = await alice.add(chat, carol);
      for (const member of [bob, carol]) expect((await member.event(chat, 2))['change']).toEqual(change);
      expect(change!.content).toEqual({ kind: 'membersAdded', members: [carol.userId] });
    });

    it('adding who is in and removing who is out writes nothing', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      expect((await alice.add(chat, bob)).change).toBeUndefined();
      expect((await alice.remove(chat, carol)).change).toBeUndefined();
      expect((await alice.change('updateChat', chat, { title: 'Contract' })).change).toBeUndefined();
      expect(await alice.history(chat)).toHaveLength(1);
    });

    it('an admin may add, rename and remove members, but not change roles or remove the owner', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      await alice.change('updateChat', chat, { roles: [{ userId: bob.userId, role: 'ADMIN' }] });
      await bob.add(chat, carol);
      await bob.change('updateChat', chat, { title: 'By an admin' });
      await bob.remove(chat, carol);
      expect(await bob.refusal('removeMember', bob.changing(chat, { member: alice.userId }))).toBe(
        'forbidden',
      );
      const roles = [{ userId: bob.userId, role: 'OWNER' }];
      expect(await bob.refusal('updateChat', bob.changing(chat, { roles }))).toBe('forbidden');
    });

    it('the owner hands the group over and becomes an admin', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      await alice.change('updateChat', chat, { roles: [{ userId: bob.userId, role: 'OWNER' }] });
      expect(await rolesOf(alice, chat)).toEqual({ [alice.userId]: 'ADMIN', [bob.userId]: 'OWNER' });
    });

    it('when the owner leaves, the admin who has been in it longest owns it', async () => {
      const [alice, bob, carol, dave] = await stage.members('alice', 'bob', 'carol', 'dave');
      const chat = await alice.group([bob]);
      await alice.add(chat, carol);
      await alice.add(chat, dave);
      const roles = [carol, dave].map(({ userId }) => ({ userId, role: 'ADMIN' }));
      await alice.change('updateChat', chat, { roles });
      await alice.change('leaveChat', chat);
      expect(await rolesOf(bob, chat)).toMatchObject({ [carol.userId]: 'OWNER', [bob.userId]: 'MEMBER' });
    });

    it('changes that race are all made, each once, in one order', async () => {
      const [alice, bob, carol, dave] = await stage.members('alice', 'bob', 'carol', 'dave');
      const chat = await alice.group([bob]);
      const changed = await Promise.all([
        alice.add({ ...chat }, carol),
        alice.add({ ...chat }, dave),
        alice.change('updateChat', { ...chat }, { title: 'Raced' }),
      ]);
      expect(changed.map(({ change }) => change!.seq).sort()).toEqual([2, 3, 4]);
      expect((await bob.do('getChat', { chatId: chat.chatId })).chat).toMatchObject({
        title: 'Raced',
        memberCount: 4,
        lastSeq: 4,
      });
    });
  });
}

async function rolesOf(member: Member, { chatId }: CaseChat): Promise<Record<string, string>> {
  const { members = [] } = (await member.do('getChat', { chatId })).chat;
  return Object.fromEntries(members.map(({ userId, role }) => [userId, role]));
}

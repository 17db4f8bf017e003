import { randomUUID } from 'node:crypto';
import type { Stage } from '../stage';

export function directory(stage: Stage): void {
  describe('directory', () => {
    it('shows how the other of a direct chat is called, and forgets what is taken back', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      await alice.direct(bob);
      const displayName = `Alice ${randomUUID().slice(0, 8)}`;
      await alice.do('updateProfile', { displayName, avatarUrl: 'https://files.example.com/a.png' });
      const ofAlice = async () => (await bob.do('getUsers', { userIds: [alice.userId] })).users[0];
      expect(await ofAlice()).toMatchObject({ displayName, avatarUrl: 'https://files.example.com/a.png' });
      await alice.do('updateProfile', { displayName: null, avatarUrl: null });
      expect(await ofAlice()).not.toHaveProperty('displayName');
    });

    it('shows the members of a group to who is in it', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const { chatId } = await alice.group([bob, carol]);
      const userIds = [alice.userId, bob.userId, carol.userId];
      const { users } = await carol.do('getUsers', { userIds, chatId });
      expect(users.map(({ userId }) => userId)).toEqual(userIds);
    });

    it('finds a user by their handle, and not by the one they had before', async () => {
      const [alice, mallory] = await stage.members('alice', 'mallory');
      const [before, now] = [`h${randomUUID().slice(0, 8)}`, `h${randomUUID().slice(0, 8)}`];
      await alice.do('updateProfile', { handle: before });
      await alice.do('updateProfile', { handle: now });
      expect(await mallory.do('findUser', { handle: now })).toMatchObject({ user: { userId: alice.userId } });
      expect(await mallory.refusal('findUser', { handle: before })).toBe('not_found');
      await alice.do('updateProfile', { handle: null });
      expect(await mallory.refusal('findUser', { handle: now })).toBe('not_found');
    });

    it('mutes a chat for one user until a time, and no longer', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const { chatId } = await alice.group([bob]);
      const until = '2030-01-01T00:00:00.000Z';
      expect(await bob.do('muteChat', { chatId, until })).toMatchObject({ mutedUntil: until });
      expect(await bob.do('muteChat', { chatId })).not.toHaveProperty('mutedUntil');
    });

    it('tells nobody else who has muted a chat', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const { chatId } = chat;
      await bob.do('muteChat', { chatId, until: '2030-01-01T00:00:00.000Z' });
      await alice.say(chat, 'hush');
      for (const action of ['getReceipts', 'getChat', 'getMessages'] as const)
        expect(JSON.stringify(await alice.do(action, { chatId }))).not.toContain('2030-01-01');
      const listed = (await alice.list()).filter((chat) => chat.chatId === chatId);
      expect(JSON.stringify(listed)).not.toContain('2030-01-01');
    });

    it('takes a phone, moves it to who registers it next, and lets it go again', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const phone = { deviceId: 'contract-phone', platform: 'FCM', token: randomUUID().repeat(4) };
      const { push } = await alice.do('registerDevice', phone);
      expect(['on', 'off']).toContain(push);
      expect(await bob.do('registerDevice', phone)).toMatchObject({ deviceId: 'contract-phone', push });
      for (const member of [alice, bob]) await member.do('unregisterDevice', { deviceId: 'contract-phone' });
    });
  });
}

import type { Stage } from '../stage';

export function ephemeral(stage: Stage): void {
  describe('P8: what passes is told to those who are there, and kept nowhere', () => {
    it('typing reaches the other members who are online, and nobody else', async () => {
      const [alice, laptop, bob, mallory] = await stage.members('alice', 'alice', 'bob', 'mallory');
      const chat = await alice.group([bob]);
      await alice.do('typing', { chatId: chat.chatId, state: 'started' });
      const { type, ...told } = await bob.client.next((frame) => frame.type === 'typing');
      expect({ type, ...told }).toEqual({
        type: 'typing',
        chatId: chat.chatId,
        userId: alice.userId,
        state: 'started',
      });
      // What came after it shows that nothing else was on its way to the others.
      await bob.event(chat, (await alice.say(chat, 'typed')).seq);
      for (const other of [laptop, mallory]) {
        expect(other.client.frames.filter((frame) => frame.type === 'typing')).toEqual([]);
      }
    });

    it('typing adds nothing to the chat and is not told to who comes later', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      await bob.client.close();
      await alice.do('typing', { chatId: chat.chatId, state: 'started' });
      const again = await stage.member('bob');
      expect(await again.sync(chat, 1)).toMatchObject({ messages: [], more: false });
      expect(again.client.frames.filter((frame) => frame.type === 'typing')).toEqual([]);
    });
  });
}

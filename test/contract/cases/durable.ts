import type { Stage } from '../stage';

export function durable(stage: Stage): void {
  describe('P1: an acknowledged message is stored for good and reaches every member', () => {
    it('is in the history of every member as soon as it is acknowledged, without any grace', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const { seq, messageId, sentAt } = await alice.say(chat, 'hello');
      for (const member of [bob, carol, alice]) {
        expect((await member.history(chat)).at(-1)).toMatchObject({
          seq,
          messageId,
          sentAt,
          content: 'hello',
          contentType: 'TEXT',
          senderId: alice.userId,
        });
      }
    });

    it('is an event at every socket of every other member and at the other sockets of its sender', async () => {
      const [alice, laptop, bob, phone, carol] = await stage.members('alice', 'alice', 'bob', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const { seq } = await alice.say(chat, 'hello');
      for (const member of [laptop, bob, phone, carol]) {
        expect(await member.event(chat, seq)).toMatchObject({
          type: 'message',
          message: { content: 'hello' },
        });
      }
      expect(alice.told(chat)).toEqual([]);
    });

    it('comes by sync to a member who was away when it was sent', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const known = chat.lastSeq;
      await bob.client.close();
      await alice.say(chat, 'while you were away');
      await alice.say(chat, 'and once more');
      const again = await stage.member('bob');
      expect(await again.sync(chat, known)).toMatchObject({
        more: false,
        messages: [
          { seq: known + 1, content: 'while you were away' },
          { seq: known + 2, content: 'and once more' },
        ],
      });
      expect(again.told(chat)).toEqual([]);
    });

    it('keeps every letter as it was sent', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const content = 'Zürich, ℵ₀ and 👩‍👩‍👧 \u0000\u2028\u202e "quoted" \\ <b>&amp;</b>\r\n\ttab';
      const { seq } = await alice.say(chat, content);
      expect(await bob.event(chat, seq)).toMatchObject({ message: { content } });
      expect((await bob.history(chat)).at(-1)).toMatchObject({ content });
    });

    it('keeps a picture as it was described', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const content = {
        url: 'https://files.example.com/a.png',
        mime: 'image/png',
        bytes: 482_133,
        width: 1280,
        height: 960,
      };
      const { seq } = await alice.do('sendMessage', {
        ...alice.draft(chat, ''),
        contentType: 'IMAGE',
        content,
      });
      expect(await bob.event(chat, seq)).toMatchObject({ message: { contentType: 'IMAGE', content } });
      expect((await bob.history(chat)).at(-1)).toMatchObject({ contentType: 'IMAGE', content });
    });
  });
}

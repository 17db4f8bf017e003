import type { CaseChat, Member } from '../member';
import type { Stage } from '../stage';

export function receipts(stage: Stage): void {
  describe('receipts', () => {
    it('of a direct chat tell the other when it was delivered and when it was read', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.direct(bob);
      const { seq } = await alice.say(chat, 'seen?');
      await bob.do('markDelivered', { chats: [{ chatId: chat.chatId, seq }] });
      expect(await receipt(alice, chat, ({ deliveredSeq }) => deliveredSeq === seq)).toMatchObject({
        userId: bob.userId,
      });
      await bob.do('markRead', { chats: [{ chatId: chat.chatId, seq }] });
      expect(await receipt(alice, chat, ({ readSeq }) => readSeq === seq)).toMatchObject({
        userId: bob.userId,
      });
    });

    it('of a group tell the senders of what was read, and the other sockets of who has read', async () => {
      const [alice, bob, tablet, carol] = await stage.members('alice', 'bob', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const { seq } = await alice.say(chat, 'seen?');
      await bob.do('markRead', { chats: [{ chatId: chat.chatId, seq }] });
      for (const member of [alice, tablet]) {
        const event = await receipt(member, chat, ({ readSeq }) => readSeq === seq);
        expect(event).toMatchObject({ userId: bob.userId });
      }
      await carol.event(chat, (await alice.say(chat, 'and on')).seq);
      expect(carol.client.frames.filter(({ type }) => type === 'receipt')).toEqual([]);
    });

    it('make a message DELIVERED and READ when all others have it', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const { seq } = await alice.say(chat, 'seen?');
      const statusAfter = async (member: Member, action: 'markRead' | 'markDelivered') => {
        await member.do(action, { chats: [{ chatId: chat.chatId, seq }] });
        return (await alice.history(chat)).at(-1)!.status;
      };
      expect(await statusAfter(bob, 'markRead')).toBe('SENT');
      expect(await statusAfter(carol, 'markDelivered')).toBe('DELIVERED');
      expect(await statusAfter(carol, 'markRead')).toBe('READ');
    });

    it('are told per member with the time since when', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const { seq, sentAt } = await alice.say(chat, 'seen?');
      await bob.do('markRead', { chats: [{ chatId: chat.chatId, seq }] });
      const { members } = await alice.do('getReceipts', { chatId: chat.chatId });
      expect(members.map(({ userId }) => userId).sort()).toEqual([bob.userId, carol.userId].sort());
      const ofBob = members.find(({ userId }) => userId === bob.userId)!;
      expect(ofBob).toMatchObject({ deliveredSeq: seq, readSeq: seq });
      expect(ofBob.readAt! >= sentAt).toBe(true);
    });

    it('count what is unread, and nothing once it is read', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      for (const text of ['one', 'two', 'three']) await alice.say(chat, text);
      expect(await unread(bob, chat)).toBe(3);
      await bob.do('markRead', { chats: [{ chatId: chat.chatId, seq: 3 }] });
      expect(await unread(bob, chat)).toBe(1);
      await bob.do('markRead', { chats: [{ chatId: chat.chatId, seq: 4 }] });
      expect(await unread(bob, chat)).toBe(0);
      expect(await unread(alice, chat)).toBe(0);
    });
  });
}

function receipt(
  member: Member,
  { chatId }: CaseChat,
  fits: (event: { deliveredSeq: number; readSeq: number }) => boolean,
): Promise<object> {
  return member.client.next(
    (frame) =>
      frame.type === 'receipt' &&
      frame['chatId'] === chatId &&
      fits(frame as unknown as { deliveredSeq: number; readSeq: number }),
  );
}

async function unread(member: Member, { chatId }: CaseChat): Promise<number | undefined> {
  return (await member.list()).find((listed) => listed.chatId === chatId)?.unread;
}

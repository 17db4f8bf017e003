import type { CaseChat, Member } from '../member';
import type { Stage } from '../stage';

export function cursors(stage: Stage): void {
  describe('P10: cursors never go back', () => {
    it('a lower seq that comes later leaves them where they are', async () => {
      const { bob, chat } = await aChatOfSix(stage);
      expect(await mark(bob, chat, 'markRead', 5)).toEqual({ deliveredSeq: 5, readSeq: 5 });
      expect(await mark(bob, chat, 'markRead', 2)).toEqual({ deliveredSeq: 5, readSeq: 5 });
      expect(await mark(bob, chat, 'markDelivered', 3)).toEqual({ deliveredSeq: 5, readSeq: 5 });
      expect(await mark(bob, chat, 'markDelivered', 6)).toEqual({ deliveredSeq: 6, readSeq: 5 });
    });

    it('devices that mark at the same moment end at the highest', async () => {
      const { bob, chat } = await aChatOfSix(stage);
      const tablet = await stage.member('bob');
      await Promise.all(
        [2, 5, 3, 6, 4].map((seq, index) => mark(index % 2 ? bob : tablet, chat, 'markRead', seq)),
      );
      expect(await mark(bob, chat, 'markRead', 2)).toEqual({ deliveredSeq: 6, readSeq: 6 });
    });

    it('a seq above the end is refused and moves nothing', async () => {
      const { bob, chat } = await aChatOfSix(stage);
      expect(await mark(bob, chat, 'markRead', 7)).toEqual({ code: 'bad_request' });
      expect(await mark(bob, chat, 'markRead', 1)).toEqual({ deliveredSeq: 1, readSeq: 1 });
    });

    it('who joins begins at the entry by which they joined', async () => {
      const { alice, chat } = await aChatOfSix(stage);
      const carol = await stage.member('carol');
      await alice.add(chat, carol);
      const joinedSeq = chat.lastSeq;
      const { members } = await alice.do('getReceipts', { chatId: chat.chatId });
      expect(members.find(({ userId }) => userId === carol.userId)).toEqual({
        userId: carol.userId,
        deliveredSeq: joinedSeq,
        readSeq: joinedSeq,
      });
    });
  });
}

async function aChatOfSix(stage: Stage): Promise<{ alice: Member; bob: Member; chat: CaseChat }> {
  const [alice, bob] = await stage.members('alice', 'bob');
  const chat = await alice.group([bob]);
  for (const text of ['2', '3', '4', '5', '6']) await alice.say(chat, text);
  return { alice, bob, chat };
}

/** What the answer says of the chat, but for its id. */
async function mark(
  member: Member,
  { chatId }: CaseChat,
  ...[action, seq]: ['markRead' | 'markDelivered', number]
): Promise<object> {
  const { chats } = await member.do(action, { chats: [{ chatId, seq }] });
  const { chatId: named, ...cursor } = chats[0]!;
  expect(named).toBe(chatId);
  return cursor;
}

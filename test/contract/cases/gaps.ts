import { limits } from '../../../protocol';
import type { CaseChat, Member } from '../member';
import { longChat } from '../long-chat';
import type { Stage } from '../stage';

export function gaps(stage: Stage): void {
  describe('P7: what is missing can be had by sync, or is declared lost', () => {
    it('sync brings exactly what lies above afterSeq, oldest first, a page at a time', async () => {
      const { chat } = await longChat(stage);
      const bob = await stage.member('bob');
      const first = await bob.sync(chat, 7);
      const firstSeqs = first.messages.map(({ seq }) => seq);
      expect(firstSeqs).toEqual(range(8, 7 + first.messages.length));
      expect(first.messages.length).toBeLessThanOrEqual(limits.pageSize);
      expect(first).toMatchObject({ more: true });
      const all = [...first.messages];
      for (let isMore = true; isMore;) {
        const next = await bob.sync(chat, all.at(-1)!.seq);
        expect(next.messages.length).toBeGreaterThan(0);
        all.push(...next.messages);
        isMore = next.more;
      }
      expect(all).toEqual((await bob.history(chat)).slice(7));
    }, 180_000);

    it('a hole in what has come is filled by getMessages', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      for (const text of ['2', '3', '4', '5']) await alice.say(chat, text);
      const page = await bob.do('getMessages', { chatId: chat.chatId, after: 2, limit: 2 });
      expect(page.messages.map(({ seq }) => seq)).toEqual([3, 4]);
    });

    it('sync says by reset where the log of a member begins', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      await alice.say(chat, 'before');
      await alice.add(chat, carol);
      expect(await carol.sync(chat, 0)).toMatchObject({ reset: { fromSeq: 3 }, messages: [{ seq: 3 }] });
      expect(await carol.sync(chat, 3)).toEqual({ chatId: chat.chatId, messages: [], more: false });
    });

    it('sync says by reset that the log is not the one that the client knows', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const synced = await bob.sync(chat, 5_000);
      expect(synced).toMatchObject({ reset: { fromSeq: 1 }, messages: [], more: true });
    });

    it('sync answers for every chat that is named, in the order of the request', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chats = [await alice.group([bob]), await alice.group([bob]), await alice.group([bob])];
      await alice.say(chats[1]!, 'news');
      const named = [
        ...chats.map(({ chatId }) => ({ chatId, afterSeq: 1 })),
        { chatId: 'nowhere', afterSeq: 4 },
      ];
      const { chats: synced } = await bob.do('sync', { chats: named });
      expect(synced.map(({ chatId }) => chatId)).toEqual(named.map(({ chatId }) => chatId));
      expect(synced.map(({ messages }) => messages.length)).toEqual([0, 1, 0, 0]);
      expect(synced[3]).toMatchObject({ left: true });
    });

    it('a frame that is full says that there is more, and nothing is skipped', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chats = [await alice.group([bob]), await alice.group([bob])];
      for (const chat of chats)
        for (let count = 0; count < 5; count++) await alice.say(chat, 'x'.repeat(16_000));
      const got = new Map(chats.map(({ chatId }) => [chatId, 1]));
      for (let rounds = 0, isMore = true; isMore; rounds++) {
        expect(rounds).toBeLessThan(10);
        isMore = await syncOnce(bob, got);
      }
      expect([...got.values()]).toEqual([6, 6]);
      for (const chat of chats) expect(await pagesOf(bob, chat)).toBeGreaterThan(0);
    });
  });
}

/** One sync of all chats; each answer must go on where the one before ended and fit into a frame. */
async function syncOnce(member: Member, got: Map<string, number>): Promise<boolean> {
  const named = [...got].map(([chatId, afterSeq]) => ({ chatId, afterSeq }));
  const frame = await member.ask('sync', { chats: named });
  expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(limits.serverFrameBytes);
  const chats = frame['chats'] as { chatId: string; messages: { seq: number }[]; more: boolean }[];
  for (const { chatId, messages } of chats) {
    for (const { seq } of messages) {
      expect(seq).toBe(got.get(chatId)! + 1);
      got.set(chatId, seq);
    }
  }
  return chats.some(({ more }) => more);
}

/** How many pages the history of a chat takes; each must fit into a frame. */
async function pagesOf(member: Member, { chatId }: CaseChat): Promise<number> {
  let pages = 0;
  for (let cursor: unknown, isFirst = true; isFirst || cursor !== undefined; isFirst = false) {
    const frame = await member.ask('getMessages', { chatId, ...(cursor === undefined ? {} : { cursor }) });
    expect(Buffer.byteLength(JSON.stringify(frame))).toBeLessThanOrEqual(limits.serverFrameBytes);
    cursor = frame['nextCursor'];
    pages += 1;
  }
  return pages;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_seq, index) => from + index);
}

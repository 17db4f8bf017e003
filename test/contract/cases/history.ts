import type { Stage } from '../stage';

export function history(stage: Stage): void {
  describe('history', () => {
    it('is read from the end down, from a seq down, or from a seq up', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      for (const text of ['2', '3', '4', '5']) await alice.say(chat, text);
      const seqs = async (place: object) =>
        (await bob.do('getMessages', { chatId: chat.chatId, ...place })).messages.map(({ seq }) => seq);
      expect(await seqs({})).toEqual([5, 4, 3, 2, 1]);
      expect(await seqs({ before: 4 })).toEqual([3, 2, 1]);
      expect(await seqs({ after: 3 })).toEqual([4, 5]);
      expect(await seqs({ after: 99 })).toEqual([]);
      expect(await bob.refusal('getMessages', { chatId: chat.chatId, after: 1, before: 3 })).toBe(
        'bad_request',
      );
    });

    it.each([['down'], ['up']])(
      'goes on %s by nextCursor until it is absent, with no entry twice',
      async (way) => {
        const [alice, bob] = await stage.members('alice', 'bob');
        const chat = await alice.group([bob]);
        for (const text of ['2', '3', '4', '5', '6', '7']) await alice.say(chat, text);
        const seen: number[] = [];
        let place: object = way === 'up' ? { after: 0 } : {};
        for (let pages = 0; pages < 5; pages++) {
          const page = await bob.do('getMessages', { chatId: chat.chatId, limit: 3, ...place });
          seen.push(...page.messages.map(({ seq }) => seq));
          if (page.nextCursor === undefined) break;
          place = { cursor: page.nextCursor };
        }
        expect(seen).toEqual(way === 'up' ? [1, 2, 3, 4, 5, 6, 7] : [7, 6, 5, 4, 3, 2, 1]);
      },
    );

    it('of a page that was read does not change while others send', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      for (const text of ['2', '3', '4']) await alice.say(chat, text);
      const first = await bob.do('getMessages', { chatId: chat.chatId, limit: 2 });
      await alice.say(chat, '5');
      const second = await bob.do('getMessages', { chatId: chat.chatId, limit: 2, cursor: first.nextCursor });
      expect([...first.messages, ...second.messages].map(({ seq }) => seq)).toEqual([4, 3, 2, 1]);
    });

    it('lists a chat with its newest entry, which is cut short when it is long', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.direct(bob);
      await alice.say(chat, 'long '.repeat(100));
      const listed = (await bob.list()).filter(({ chatId }) => chatId === chat.chatId);
      expect(listed).toHaveLength(1);
      expect(listed[0]).toMatchObject({ type: 'DIRECT', isCut: true, lastMessage: { seq: chat.lastSeq } });
      expect((listed[0]!.lastMessage!.content as string).length).toBeLessThanOrEqual(120);
    });
  });
}

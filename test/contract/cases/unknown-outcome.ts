import type { Stage } from '../stage';
import { onlyLocally } from '../stage';
import { dieAfterWrite } from './live';

export function unknownOutcome(stage: Stage): void {
  describe('P9: without an ok a message is seen by all or by none, and at most once', () => {
    it('a socket that is cut before the answer: the same bytes on the next socket settle it', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      for (let count = 0; count < 3; count++) {
        const dying = await stage.member('alice');
        const draft = dying.draft(chat, `cut ${count}`);
        dying.client.socket.send(JSON.stringify({ action: 'sendMessage', requestId: 'r', ...draft }));
        dying.client.socket.terminate();
        const { seq } = await alice.do('sendMessage', draft);
        expect(seq).toBe(chat.lastSeq + 1);
        chat.lastSeq = seq;
      }
      for (const member of [alice, bob]) {
        const texts = (await member.history(chat)).map(({ content }) => content).slice(1);
        expect(texts).toEqual(['cut 0', 'cut 1', 'cut 2']);
      }
    });

    it('a socket that is cut and never comes back: all members see the same', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const dying = await stage.member('alice');
      const draft = dying.draft(chat, 'did it arrive');
      dying.client.socket.send(JSON.stringify({ action: 'sendMessage', requestId: 'r', ...draft }));
      dying.client.socket.terminate();
      await bob.say(chat, 'after it');
      const look = () => Promise.all([alice, bob, carol].map((member) => member.history(chat)));
      let histories = await look();
      // It may be stored while they look, once: then they look again.
      if (new Set(histories.map(({ length }) => length)).size > 1) histories = await look();
      expect(histories[1]!.map(({ seq }) => seq)).toEqual(histories[0]!.map(({ seq }) => seq));
      expect(histories[2]).toEqual(histories[1]);
      expect(histories[0]!.filter(({ content }) => content === 'did it arrive').length).toBeLessThanOrEqual(
        1,
      );
    });

    onlyLocally('it kills the function that has just written the message')(
      'a function that died after the write: the answer is a frame of API Gateway, and the retry finds the entry',
      async () => {
        const [alice, bob] = await stage.members('alice', 'bob');
        const chat = await alice.group([bob]);
        await alice.say(chat, 'warm up');
        const draft = alice.draft(chat, 'once');
        const died = dieAfterWrite(stage);
        const from = alice.client.frames.length;
        alice.client.socket.send(JSON.stringify({ action: 'sendMessage', requestId: 'r', ...draft }));
        await died;
        const answer = await alice.client.next((frame) => !('type' in frame), from);
        expect(answer).toMatchObject({ message: 'Internal server error' });
        expect(await alice.do('sendMessage', draft)).toMatchObject({ seq: chat.lastSeq + 1 });
        expect(await bob.event(chat, chat.lastSeq + 1)).toMatchObject({ message: { content: 'once' } });
        expect((await bob.history(chat)).filter(({ content }) => content === 'once')).toHaveLength(1);
      },
    );

    it('a refusal leaves nothing behind', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const draft = alice.draft(chat, 'too far ahead', { afterSeq: 50 });
      expect(await alice.refusal('sendMessage', draft)).toBe('stale_attempt');
      expect(await alice.do('sendMessage', { ...draft, afterSeq: 1 })).toMatchObject({ seq: 2 });
      expect((await bob.history(chat)).map(({ seq }) => seq)).toEqual([1, 2]);
    });
  });
}

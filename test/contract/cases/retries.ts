import { randomUUID } from 'node:crypto';
import { longChat } from '../long-chat';
import type { Stage } from '../stage';

export function retries(stage: Stage): void {
  describe('P4: a retry is answered with the same seq and adds nothing', () => {
    it('after the first try was answered', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const draft = alice.draft(chat, 'once');
      const first = await alice.do('sendMessage', draft);
      await alice.say(chat, 'something else meanwhile');
      expect(await alice.do('sendMessage', draft)).toEqual(first);
      expect((await bob.history(chat)).filter(({ content }) => content === 'once')).toHaveLength(1);
    });

    it('when tries run at the same moment on two sockets', async () => {
      const [alice, laptop, bob] = await stage.members('alice', 'alice', 'bob');
      const chat = await alice.group([bob]);
      const draft = alice.draft(chat, 'once');
      const tries = [alice, laptop, alice, laptop].map((device) => device.do('sendMessage', draft));
      const [first, ...others] = await Promise.all(tries);
      for (const other of others) expect(other).toEqual(first);
      expect((await bob.history(chat)).map(({ seq }) => seq)).toEqual([1, 2]);
    });

    it('after 190 other entries, and is refused as stale after more than 200', async () => {
      const { chat, draft, first, retried } = await longChat(stage);
      expect(retried).toEqual(first);
      const [alice, bob] = await stage.members('alice', 'bob');
      expect(await alice.refusal('sendMessage', draft)).toBe('stale_attempt');
      expect((await bob.history(chat)).filter(({ content }) => content === 'once')).toHaveLength(1);
    }, 180_000);

    it('but with another body it is refused, and the first one stays', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const draft = alice.draft(chat, 'mine');
      await alice.do('sendMessage', draft);
      expect(await alice.refusal('sendMessage', { ...draft, content: 'another' })).toBe('bad_request');
      expect((await bob.history(chat)).map(({ content }) => content)).toContain('mine');
      expect((await bob.history(chat)).map(({ content }) => content)).not.toContain('another');
    });

    it('and the same clientMessageId of somebody else is another message', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const clientMessageId = randomUUID();
      const one = await alice.say(chat, 'from alice', { clientMessageId });
      const other = await bob.say(chat, 'from bob', { clientMessageId });
      expect(other.seq).toBe(one.seq + 1);
    });

    it('of createChat gives the same group', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const request = { type: 'GROUP', title: 'Once', members: [bob.userId], clientMessageId: randomUUID() };
      const [one, other] = await Promise.all([
        alice.do('createChat', request),
        alice.do('createChat', request),
      ]);
      expect(other.chat.chatId).toBe(one.chat.chatId);
      expect((await alice.do('createChat', request)).chat).toEqual(one.chat);
      expect(await alice.refusal('createChat', { ...request, title: 'Twice' })).toBe('bad_request');
    });

    it('of createChat by the other of the two gives the same direct chat', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const [one, other] = await Promise.all([alice.direct(bob), bob.direct(alice)]);
      expect(one.chatId).toBe(other.chatId);
      expect((await alice.direct(bob)).chatId).toBe(one.chatId);
    });

    it('of a change of the chat is answered with the same entry', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      const adding = alice.changing(chat, { members: [carol.userId] });
      const first = await alice.do('addMembers', adding);
      expect((await alice.do('addMembers', adding)).change).toEqual(first.change);
      const renaming = alice.changing({ ...chat, lastSeq: first.chat.lastSeq }, { title: 'Renamed' });
      const renamed = await alice.do('updateChat', renaming);
      expect((await alice.do('updateChat', renaming)).change).toEqual(renamed.change);
      expect((await bob.history(chat)).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    });
  });
}

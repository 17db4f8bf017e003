import { randomUUID } from 'node:crypto';
import type { CaseChat, Member } from '../member';
import type { Stage } from '../stage';

export function privacy(stage: Stage): void {
  describe('P5: nobody sees what was sent before they joined or after they left', () => {
    it('a stranger is answered, whatever they ask, as if there were no such chat', async () => {
      const [alice, bob, mallory] = await stage.members('alice', 'bob', 'mallory');
      const chat = await alice.group([bob]);
      await alice.say(chat, 'secret');
      for (const [action, fields] of requestsAbout(chat, mallory)) {
        const { requestId: _one, ...refused } = await mallory.ask(action, fields(chat.chatId));
        const { requestId: _other, ...absent } = await mallory.ask(action, fields('no-such-chat'));
        const about = (answer: object) => JSON.stringify(answer).replaceAll(chat.chatId, 'no-such-chat');
        expect([action, about(refused)]).toEqual([action, about(absent)]);
        expect(JSON.stringify(refused)).not.toContain('secret');
        expect(JSON.stringify(refused)).toMatch(/not_found|"left":true/);
      }
      expect(mallory.told(chat)).toEqual([]);
      expect(await alice.history(chat)).toHaveLength(2);
    });

    it('who joins later sees the entry by which they joined first, by any way', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      for (const text of ['before 1', 'before 2', 'before 3']) await alice.say(chat, text);
      await alice.add(chat, carol);
      const joinedSeq = chat.lastSeq;
      await alice.say(chat, 'after');
      expect((await carol.history(chat)).map(({ seq }) => seq)).toEqual([joinedSeq, joinedSeq + 1]);
      expect(await carol.sync(chat, 0)).toMatchObject({
        reset: { fromSeq: joinedSeq },
        messages: [{ seq: joinedSeq }, { seq: joinedSeq + 1 }],
      });
      for (const place of [
        { before: joinedSeq },
        { after: 1, limit: 1 },
        { cursor: `before.${joinedSeq}` },
      ]) {
        const page = await carol.do('getMessages', { chatId: chat.chatId, ...place });
        for (const { seq } of page.messages) expect(seq).toBeGreaterThanOrEqual(joinedSeq);
      }
      expect(JSON.stringify(carol.client.frames)).not.toContain('before 1');
    });

    it('who joins later cannot mark or react to what was before', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob]);
      await alice.say(chat, 'before');
      await alice.add(chat, carol);
      const { chats } = await carol.do('markRead', { chats: [{ chatId: chat.chatId, seq: 2 }] });
      expect(chats).toEqual([{ chatId: chat.chatId, code: 'bad_request' }]);
    });

    it('who is removed is told of it last, and the chat is not_found from then on', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      await alice.remove(chat, carol);
      const removedAt = chat.lastSeq;
      expect(await carol.event(chat, removedAt)).toMatchObject({
        type: 'chat',
        change: { content: { kind: 'memberRemoved', member: carol.userId } },
      });
      const { seq } = await alice.say(chat, 'without carol');
      await bob.event(chat, seq);
      for (const [action, fields] of requestsAbout(chat, carol)) {
        expect(JSON.stringify(await carol.ask(action, fields(chat.chatId)))).toMatch(/not_found|"left":true/);
      }
      expect(Math.max(...carol.told(chat))).toBe(removedAt);
      expect(JSON.stringify(carol.client.frames)).not.toContain('without carol');
    });

    it('who has left does not find the chat in their list, nor any word of it', async () => {
      const [alice, carol] = await stage.members('alice', 'carol');
      const chat = await alice.group([carol]);
      await carol.change('leaveChat', chat);
      await alice.say(chat, 'after carol');
      const chatIdsOf = async (member: Member) => (await member.list()).map(({ chatId }) => chatId);
      expect(await chatIdsOf(carol)).not.toContain(chat.chatId);
      expect(await chatIdsOf(alice)).toContain(chat.chatId);
      expect(JSON.stringify(carol.client.frames)).not.toContain('after carol');
    });

    it('who joins again sees nothing of the time between', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      await alice.say(chat, 'first time');
      await alice.remove(chat, carol);
      const removedAt = chat.lastSeq;
      await alice.say(chat, 'between');
      await alice.add(chat, carol);
      const joinedSeq = chat.lastSeq;
      await alice.say(chat, 'second time');
      expect((await carol.history(chat)).map(({ seq }) => seq)).toEqual([joinedSeq, joinedSeq + 1]);
      expect(await carol.sync(chat, removedAt)).toMatchObject({ reset: { fromSeq: joinedSeq } });
      expect(JSON.stringify(carol.client.frames)).not.toContain('between');
    });

    it('who is removed while others send sees no entry above the removal', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const sends = [1, 2, 3, 4, 5, 6].map((count) => bob.say(chat, `racing ${count}`));
      const removal = alice.remove({ ...chat }, carol);
      await Promise.all(sends);
      const removedAt = (await removal).change!.seq;
      const after = await bob.say(chat, 'after the race');
      await alice.event(chat, after.seq);
      for (const seq of carol.told(chat)) expect(seq).toBeLessThanOrEqual(removedAt);
    });

    it('a retry by who has been removed is answered from the log, and a new send is not_found', async () => {
      const [alice, bob, carol] = await stage.members('alice', 'bob', 'carol');
      const chat = await alice.group([bob, carol]);
      const draft = carol.draft(chat, 'my last words');
      const sent = await carol.do('sendMessage', draft);
      chat.lastSeq = sent.seq;
      await alice.remove(chat, carol);
      expect(await carol.do('sendMessage', draft)).toEqual(sent);
      expect(await carol.refusal('sendMessage', carol.draft(chat, 'not heard'))).toBe('not_found');
      expect(JSON.stringify(await bob.history(chat))).not.toContain('not heard');
    });
  });
}

/** Every action that names a chat. */
function requestsAbout(
  { lastSeq }: CaseChat,
  { userId }: Member,
): [string, (chatId: string) => Record<string, unknown>][] {
  const attempt = { afterSeq: lastSeq, clientMessageId: randomUUID() };
  return [
    ['getChat', (chatId) => ({ chatId })],
    ['getMessages', (chatId) => ({ chatId })],
    ['getMessages', (chatId) => ({ chatId, after: 0 })],
    ['getMessages', (chatId) => ({ chatId, cursor: 'before.3' })],
    ['getReceipts', (chatId) => ({ chatId })],
    ['getUsers', (chatId) => ({ chatId, userIds: [userId] })],
    ['sync', (chatId) => ({ chats: [{ chatId, afterSeq: 0 }] })],
    ['markRead', (chatId) => ({ chats: [{ chatId, seq: 1 }] })],
    ['markDelivered', (chatId) => ({ chats: [{ chatId, seq: 1 }] })],
    ['typing', (chatId) => ({ chatId, state: 'started' })],
    ['muteChat', (chatId) => ({ chatId })],
    ['sendMessage', (chatId) => ({ chatId, ...attempt, content: 'let me in' })],
    ['addMembers', (chatId) => ({ chatId, ...attempt, members: [userId] })],
    ['removeMember', (chatId) => ({ chatId, ...attempt, member: 'somebody' })],
    ['updateChat', (chatId) => ({ chatId, ...attempt, title: 'Mine' })],
    ['leaveChat', (chatId) => ({ chatId, ...attempt })],
  ];
}

import { randomUUID } from 'node:crypto';
import { limits } from '../../../protocol';
import type { Stage } from '../stage';

export function sizes(stage: Stage): void {
  describe('limits', () => {
    it('a text of 16 KB is kept whole, one byte more is too_large', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const content = 'é'.repeat(limits.contentBytes / 2);
      const { seq } = await alice.say(chat, content);
      expect(await bob.event(chat, seq)).toMatchObject({ message: { content } });
      expect(await alice.refusal('sendMessage', alice.draft(chat, `${content}x`))).toBe('too_large');
    });

    it('a title of 256 bytes is kept, one byte more is too_large', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const title = 'é'.repeat(limits.titleBytes / 2);
      const chat = await alice.group([bob], title);
      expect(await bob.do('getChat', { chatId: chat.chatId })).toMatchObject({ chat: { title } });
      const longer = alice.changing(chat, { title: `${title}x` });
      expect(await alice.refusal('updateChat', longer)).toBe('too_large');
    });

    it('a frame of over 32 KB is closed with 1009, a binary one with 1003', async () => {
      const [one, other] = [await stage.socket('alice'), await stage.socket('alice')];
      const code = (client: typeof one): Promise<number> =>
        new Promise((resolve) => client.socket.once('close', resolve));
      const codes = Promise.all([code(one), code(other)]);
      one.socket.send(JSON.stringify({ action: 'ping', requestId: 'r', x: 'x'.repeat(limits.frameBytes) }));
      other.socket.send(Buffer.from('{}'), { binary: true });
      expect(await codes).toEqual([1009, 1003]);
    });

    it('lists of ids take as many as the protocol says and no more', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const ids = (count: number) => Array.from({ length: count }, (_id, index) => `x${index}`);
      const most = (count: number) => ({ chats: ids(count).map((chatId) => ({ chatId, afterSeq: 0 })) });
      const marks = (count: number) => ({ chats: ids(count).map((chatId) => ({ chatId, seq: 1 })) });
      expect(await alice.do('sync', most(100))).toHaveProperty('chats.length', 100);
      expect(await alice.refusal('sync', most(101))).toBe('bad_request');
      expect(await alice.do('markRead', marks(100))).toHaveProperty('chats.length', 100);
      expect(await alice.refusal('markRead', marks(101))).toBe('bad_request');
      expect(await alice.refusal('getUsers', { userIds: ids(101) })).toBe('bad_request');
      const adding = alice.changing(chat, { members: ids(201) });
      expect(await alice.refusal('addMembers', adding)).toBe('bad_request');
    });

    it('a group takes 500 members and no more', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      const fill = (from: number, to: number) =>
        Array.from({ length: to - from }, (_id, index) => `filler-${from + index}`);
      await alice.change('addMembers', chat, { members: fill(0, 200) });
      await alice.change('addMembers', chat, { members: fill(200, 400) });
      const tooMany = alice.changing(chat, { members: fill(400, 499) });
      expect(await alice.refusal('addMembers', tooMany)).toBe('chat_full');
      const { chat: full } = await alice.change('addMembers', chat, { members: fill(400, 498) });
      expect(full.memberCount).toBe(limits.membersPerChat);
      const one = alice.changing(chat, { members: ['one-more'] });
      expect(await alice.refusal('addMembers', one)).toBe('chat_full');
      const { seq } = await alice.say(chat, 'to all 500');
      expect(await bob.event(chat, seq)).toMatchObject({ message: { content: 'to all 500' } });
      const page = await alice.do('getReceipts', { chatId: chat.chatId });
      expect(page.members).toHaveLength(limits.membersPerPage);
      expect(page.nextCursor).toBe(page.members.at(-1)!.userId);
    }, 120_000);

    it('pages have the size that is asked for, and at most 100 entries', async () => {
      const [alice, bob] = await stage.members('alice', 'bob');
      const chat = await alice.group([bob]);
      for (const text of ['2', '3', '4']) await alice.say(chat, text);
      const { chatId } = chat;
      expect((await bob.do('getMessages', { chatId, limit: 2 })).messages).toHaveLength(2);
      for (const limit of [0, 101, 1.5, '2']) {
        expect(await bob.refusal('getMessages', { chatId, limit })).toBe('bad_request');
      }
    });

    it('a user may have 20 sockets; one more is refused with 429', async () => {
      const client = await stage.socket('mallory');
      const rest = await Promise.all(Array.from({ length: 19 }, () => stage.socket('mallory')));
      await expect(stage.socket('mallory')).rejects.toThrow('429');
      await rest[0]!.close();
      expect(await client.request('ping')).toMatchObject({ type: 'ok' });
    });

    it('a requestId of 64 characters is answered, of 65 refused', async () => {
      const { client } = await stage.member('alice');
      const ping = (requestId: string) => client.send(JSON.stringify({ action: 'ping', requestId }));
      const requestId = randomUUID().padEnd(64, 'x');
      expect(await ping(requestId)).toMatchObject({ type: 'ok', requestId });
      expect(await ping(`${requestId}x`)).toMatchObject({ code: 'bad_request' });
    });
  });
}

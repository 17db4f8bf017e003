import { isExpired } from '../../../lambda/domain/log-end';
import { aChat, day, retentionDays } from '../../support/aging-chat';
import { type ChatWorld } from '../../support/chat-world';
import { seqsOf } from '../../support/person';

/** Everything expires; DynamoDB deletes what the test names, in any order, days later or not at all. */
function expire(world: ChatWorld, chatId: string, deleted: readonly number[]): void {
  world.runtime.nowMs += (retentionDays + 1) * day;
  world.log.forget(chatId, deleted);
}

const upTo = (last: number) => Array.from({ length: last }, (_seq, index) => index + 1);

describe('a log whose entries have expired', () => {
  it.each([
    ['none is deleted yet', []],
    ['the newest are deleted', [4, 5, 6]],
    ['the oldest are deleted', [1, 2, 3]],
    ['all are deleted', upTo(6)],
  ])('goes on at the next thousand when %s', async (_what, deleted) => {
    const { world, chatId, alice, bob } = await aChat(5);
    expire(world, chatId, deleted);
    expect((await bob.chat(chatId)).lastSeq).toBe(999);
    expect(await alice.send(chatId, 'after years', { afterSeq: 999 })).toMatchObject({ seq: 1000 });
    expect(await bob.send(chatId, 'indeed', { afterSeq: 1000 })).toMatchObject({ seq: 1001 });
  });

  it('never uses a seq again, whatever was deleted', async () => {
    const { world, chatId, alice } = await aChat(1500);
    expire(world, chatId, upTo(1501));
    expect(await alice.send(chatId, 'a', { afterSeq: 1999 })).toMatchObject({ seq: 2000 });
    expire(world, chatId, [2000]);
    expect(await alice.send(chatId, 'b', { afterSeq: 2999 })).toMatchObject({ seq: 3000 });
  });

  it('reserves a thousand before it uses its first number', async () => {
    const { world, chatId, alice } = await aChat(998);
    const append = world.log.append.bind(world.log);
    world.log.append = () => Promise.reject(new Error('died'));
    await expect(alice.send(chatId, 'a', { name: 'a', afterSeq: 999 })).rejects.toThrow('died');
    expect(world.chats.rosters.get(chatId)?.floor?.seq).toBe(1000);
    world.log.append = append;
    expect(await alice.send(chatId, 'a', { name: 'a', afterSeq: 999 })).toMatchObject({ seq: 1000 });
  });

  it('reads again when someone else has reserved since: what it knew of the floor was old', async () => {
    const { world, chatId, alice } = await aChat(1998);
    const getRoster = world.chats.getRoster.bind(world.chats);
    let reads = 0;
    world.chats.getRoster = async (id) => {
      const { floor, ...roster } = (await getRoster(id))!;
      return reads++ === 0 || floor === undefined ? roster : { ...roster, floor };
    };
    expect(await alice.send(chatId, 'a', { afterSeq: 1999 })).toMatchObject({ seq: 2000 });
    expect(world.chats.rosters.get(chatId)?.floor?.seq).toBe(2000);
  });

  it('writes one message once when two tries of it find the log bare at the same moment', async () => {
    const { world, chatId, alice } = await aChat(5);
    expire(world, chatId, upTo(6));
    const attempt = { name: 'same', afterSeq: 999 };
    const acks = await Promise.all(Array.from({ length: 4 }, () => alice.send(chatId, 'once', attempt)));
    expect(new Set(acks.map(({ seq }) => seq))).toEqual(new Set([1000]));
    expect(await alice.send(chatId, 'once', attempt)).toMatchObject({ seq: 1000 });
    expect(await seqsOf(world, chatId)).toEqual([1000]);
  });

  it('writes one message once when a try died after it reserved, and a later one found it so', async () => {
    const { world, chatId, alice } = await aChat(5);
    expire(world, chatId, upTo(6));
    const append = world.log.append.bind(world.log);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    world.log.append = async (entry) => {
      await held;
      return append(entry);
    };
    const slow = alice.send(chatId, 'once', { name: 'same', afterSeq: 999 });
    await new Promise((resolve) => setImmediate(resolve));
    world.log.append = append;
    const fast = await alice.send(chatId, 'once', { name: 'same', afterSeq: 999 });
    release();
    expect((await slow).seq).toBe(fast.seq);
    expect(await seqsOf(world, chatId)).toEqual([1000]);
  });

  it('refuses an end that the log does not have', async () => {
    const { world, chatId, alice } = await aChat(5);
    expire(world, chatId, upTo(6));
    for (const afterSeq of [0, 6, 998, 1000, 1999])
      await expect(alice.send(chatId, 'a', { afterSeq })).rejects.toMatchObject({ code: 'stale_attempt' });
    expect(await seqsOf(world, chatId)).toEqual([]);
  });

  it('tells a client that knew the old numbers where the log goes on', async () => {
    const { world, chatId, alice, bob } = await aChat(5);
    expire(world, chatId, [2, 3]);
    const receipts = { deliveredSeq: 1, readSeq: 1 };
    expect(await bob.sync(chatId, 6)).toEqual({
      chatId,
      messages: [],
      more: false,
      receipts,
      reset: { fromSeq: 1000 },
    });
    expect(await bob.sync(chatId, 999)).toEqual({ chatId, messages: [], more: false, receipts });
    await alice.send(chatId, 'new', { afterSeq: 999 });
    expect(await bob.sync(chatId, 6)).toMatchObject({ messages: [{ seq: 1000 }], reset: { fromSeq: 1000 } });
    expect(await bob.sync(chatId, 0)).toMatchObject({ messages: [{ seq: 1000 }], reset: { fromSeq: 1000 } });
    expect(await bob.sync(chatId, 999)).toMatchObject({ messages: [{ seq: 1000 }] });
    expect(await bob.sync(chatId, 999)).not.toHaveProperty('reset');
  });

  it('keeps its members, its title and its lists of chats', async () => {
    const { world, chatId, alice, bob } = await aChat(5);
    expire(world, chatId, upTo(6));
    expect((await alice.createDirect('bob')).lastSeq).toBe(999);
    expect((await bob.chat(chatId)).memberCount).toBe(2);
    expect((await bob.list()).chats).toMatchObject([{ chatId, lastSeq: 999, unread: 0 }]);
    expect((await bob.list()).chats[0]).not.toHaveProperty('lastMessage');
    expect(await seqsOf(world, chatId)).toEqual([]);
  });

  it('counts as unread what came since', async () => {
    const { world, chatId, alice, bob } = await aChat(5);
    expect((await bob.list()).chats).toMatchObject([{ unread: 5 }]);
    expire(world, chatId, upTo(6));
    await alice.send(chatId, 'one', { afterSeq: 999 });
    await alice.send(chatId, 'two', { afterSeq: 1000 });
    expect((await bob.list()).chats).toMatchObject([{ unread: 2, lastMessage: { content: 'two' } }]);
  });
});

describe('a log whose older entries have expired', () => {
  /** Entries 1 to 6 are older than 30 days, 7 to 9 are not. */
  async function aHalfOldChat() {
    const chat = await aChat(5);
    chat.world.runtime.nowMs += (retentionDays - 1) * day;
    for (const afterSeq of [6, 7, 8]) await chat.alice.send(chat.chatId, 'young', { afterSeq });
    chat.world.runtime.nowMs += 2 * day;
    return chat;
  }

  it('goes on without a gap', async () => {
    const { chatId, bob } = await aHalfOldChat();
    expect(await bob.send(chatId, 'b', { afterSeq: 9 })).toMatchObject({ seq: 10 });
  });

  it('shows readers none of them, deleted or not', async () => {
    const { world, chatId, bob } = await aHalfOldChat();
    world.log.forget(chatId, [2, 5]);
    expect((await bob.history(chatId)).messages.map(({ seq }) => seq)).toEqual([9, 8, 7]);
    expect((await bob.history(chatId, { limit: 4 })).nextCursor).toBeUndefined();
    expect(await bob.sync(chatId, 0)).toMatchObject({
      messages: [{ seq: 7 }, { seq: 8 }, { seq: 9 }],
      reset: { fromSeq: 7 },
    });
    expect(await bob.sync(chatId, 6)).not.toHaveProperty('reset');
  });

  it('pages upwards past them', async () => {
    const { chatId, bob } = await aHalfOldChat();
    const seqs: number[] = [];
    let page = await bob.history(chatId, { after: 0, limit: 2 });
    for (let pages = 0; pages < 10; pages++) {
      seqs.push(...page.messages.map(({ seq }) => seq));
      if (page.nextCursor === undefined) break;
      page = await bob.history(chatId, { cursor: page.nextCursor, limit: 2 });
    }
    expect(seqs).toEqual([7, 8, 9]);
  });

  it.each([
    ['none is deleted yet', []],
    ['the oldest is deleted', [2]],
    ['all but one in their midst are deleted', [1, 2, 3, 5, 6]],
    ['all are deleted', upTo(6)],
  ])('counts those as unread that are left when %s', async (_what, deleted) => {
    const { world, chatId, bob } = await aHalfOldChat();
    world.log.forget(chatId, deleted);
    const unread = async () => (await bob.list()).chats[0]?.unread;
    expect(await unread()).toBe(3);
    await bob.read(chatId, 7);
    expect(await unread()).toBe(2);
  });

  it('lets a retry find its entry as long as that is stored', async () => {
    const { chatId, alice } = await aHalfOldChat();
    const first = await alice.send(chatId, 'x', { name: 'x', afterSeq: 6 });
    expect(await alice.send(chatId, 'x', { name: 'x', afterSeq: 6 })).toEqual(first);
  });
});

describe('syncChats over a gap in the numbers', () => {
  it('stops before it and declares it: a clock that ran fast started the log anew too early', async () => {
    const { world, chatId, bob } = await aChat(2);
    const [newest] = (await world.log.listBefore(chatId, undefined, 1)).entries;
    await world.log.append({ ...newest!, seq: 1000, messageId: '9', clientMessageId: 'x'.repeat(16) });
    expect(await bob.sync(chatId, 1)).toMatchObject({ messages: [{ seq: 2 }, { seq: 3 }], more: true });
    expect(await bob.sync(chatId, 1)).not.toHaveProperty('reset');
    expect(await bob.sync(chatId, 3)).toMatchObject({
      messages: [{ seq: 1000 }],
      more: false,
      reset: { fromSeq: 1000 },
    });
  });
});

describe('isExpired', () => {
  it('holds from the second on that expiresAt names', () => {
    expect(isExpired({ expiresAt: 10 }, 9_999)).toBe(false);
    expect(isExpired({ expiresAt: 10 }, 10_000)).toBe(true);
  });
});

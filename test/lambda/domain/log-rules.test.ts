import type { LogEntry } from '../../../lambda/domain/log-entry';
import { aMessageId, type ChatWorld, chatWorld } from '../../support/chat-world';
import { aGroup } from '../../support/a-group';
import { aPerson, connectAll, seqsOf } from '../../support/person';

const contentsTo = (world: ChatWorld, userId: string) =>
  world.poster.posted
    .filter(({ connectionId }) => connectionId === `${userId}-1`)
    .map(({ frame }) => (frame as { message?: { content: unknown } }).message?.content);

/** Runs `meanwhile` once, right before the first append of a user reaches the store. */
function beforeAppendOf(world: ChatWorld, userId: string, meanwhile: () => Promise<unknown>): void {
  const append = world.log.append.bind(world.log);
  let isDone = false;
  world.log.append = async (entry: LogEntry) => {
    if (entry.senderId === userId && !isDone) {
      isDone = true;
      await meanwhile();
    }
    return append(entry);
  };
}

/**
 * The rules of the log that each exist because dropping them lost, doubled or leaked a message in a model of it. Every
 * test here fails when its rule is dropped.
 */
describe('appendEntry', () => {
  it('finds the own entry before it asks for membership: who was removed still gets the acknowledgement', async () => {
    const { chatId, alice, bob } = await aGroup();
    const first = await bob.send(chatId, 'hi', { name: 'b', afterSeq: 1 });
    await alice.remove(chatId, 'bob');
    expect(await bob.send(chatId, 'hi', { name: 'b', afterSeq: 1 })).toEqual(first);
  });

  it('dispatches a retry to those alone who were in the chat at the entry', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    await bob.send(chatId, 'hi', { name: 'b', afterSeq: 1 });
    await alice.add(chatId, ['dan']);
    await alice.remove(chatId, 'cleo');
    world.poster.posted.length = 0;
    await bob.send(chatId, 'hi', { name: 'b', afterSeq: 1 });
    expect(world.poster.posted.map(({ connectionId }) => connectionId)).toEqual(['alice-1']);
  });

  it('refuses a sender who is removed while it writes', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    beforeAppendOf(world, 'bob', () => alice.remove(chatId, 'bob'));
    await expect(bob.send(chatId, 'too late', { afterSeq: 1 })).rejects.toMatchObject({ code: 'not_found' });
    expect(await seqsOf(world, chatId)).toEqual([1, 2]);
  });

  it('tells a member who is added while it writes', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    beforeAppendOf(world, 'bob', () => alice.add(chatId, ['dan']));
    expect(await bob.send(chatId, 'welcome', { afterSeq: 1 })).toMatchObject({ seq: 3 });
    expect(contentsTo(world, 'dan')).toContain('welcome');
  });

  it('asks for the role again when it changed while it writes', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    await alice.update(chatId, { roles: [{ userId: 'bob', role: 'ADMIN' }] });
    beforeAppendOf(world, 'bob', () => alice.update(chatId, { roles: [{ userId: 'bob', role: 'MEMBER' }] }));
    await expect(bob.add(chatId, ['dan'], { afterSeq: 2 })).rejects.toMatchObject({ code: 'forbidden' });
    expect(await seqsOf(world, chatId)).toEqual([1, 2, 3]);
  });

  it('knows the roster from the log when it was never stored: a new member gets the message', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    const putRoster = world.chats.putRoster.bind(world.chats);
    world.chats.putRoster = () => Promise.reject(new Error('died'));
    await expect(alice.add(chatId, ['dan'])).rejects.toThrow('died');
    world.chats.putRoster = putRoster;
    world.poster.posted.length = 0;
    await bob.send(chatId, 'hi dan', { afterSeq: 1 });
    expect(contentsTo(world, 'dan')).toEqual(['hi dan']);
    expect(world.chats.rosters.get(chatId)?.members.has('dan')).toBe(true);
    expect(world.chats.listOf('dan')).toEqual([chatId]);
  });

  it('folds events that lie outside the tail, too', async () => {
    const { world, chatId, alice, bob } = await aGroup();
    const roster = world.chats.rosters.get(chatId)!;
    await alice.add(chatId, ['dan']);
    await alice.send(chatId, 'one');
    await alice.update(chatId, { title: 'New' });
    await alice.send(chatId, 'two');
    await alice.send(chatId, 'three');
    world.chats.rosters.set(chatId, roster);
    await bob.send(chatId, 'four', { afterSeq: 6 });
    expect(world.chats.rosters.get(chatId)).toMatchObject({ title: 'New', eventSeq: 4 });
    expect(contentsTo(world, 'dan')).toContain('four');
  });

  it('reads the connections after the write: who connects meanwhile gets the message', async () => {
    const { world, chatId, bob } = await aGroup();
    const [socket] = await world.connections.list(['cleo']);
    await world.connections.remove(socket!);
    beforeAppendOf(world, 'bob', () => world.connections.put(socket!));
    await bob.send(chatId, 'hi', { afterSeq: 1 });
    expect(contentsTo(world, 'cleo')).toEqual(['hi']);
  });

  it('asks the log for one page of 200 entries and no more', async () => {
    const { world, chatId, bob } = await aGroup();
    const asked: number[] = [];
    const listFrom = world.log.listFrom.bind(world.log);
    world.log.listFrom = (id, fromSeq, limit) => {
      asked.push(limit);
      return listFrom(id, fromSeq, limit);
    };
    await bob.send(chatId, 'hi', { afterSeq: 1 });
    expect(asked).toEqual([200]);
  });

  it('walks on at a conflict without a read, and reads again after the sixth in a row', async () => {
    const { world, chatId, bob } = await aGroup();
    const append = world.log.append.bind(world.log);
    const reads: number[] = [];
    const listFrom = world.log.listFrom.bind(world.log);
    world.log.listFrom = (id, fromSeq, limit) => {
      reads.push(fromSeq);
      return listFrom(id, fromSeq, limit);
    };
    let rivals = 0;
    world.log.append = async (entry: LogEntry) => {
      if (rivals < 7)
        await append({ ...entry, senderId: 'cleo', clientMessageId: aMessageId(`x${rivals++}`) });
      return append(entry);
    };
    const before = world.runtime.nowMs;
    expect(await bob.send(chatId, 'hi', { afterSeq: 1 })).toMatchObject({ seq: 9 });
    expect(reads).toEqual([1, 7]);
    expect(world.runtime.nowMs).toBeGreaterThan(before);
  });

  it('finds the own entry when it reads again, written by a try that was thought dead', async () => {
    const { world, chatId, bob } = await aGroup();
    const append = world.log.append.bind(world.log);
    let count = 0;
    world.log.append = async (entry: LogEntry) => {
      const rival = { ...entry, senderId: 'cleo', clientMessageId: aMessageId(`x${count++}`) };
      await append(rival);
      // While this try pauses, its twin gets through.
      if (count === 6) await append({ ...entry, seq: entry.seq + 1 });
      return append(entry);
    };
    expect(await bob.send(chatId, 'hi', { name: 'b', afterSeq: 1 })).toMatchObject({ seq: 8 });
    const { entries } = await world.log.listFrom(chatId, 1, 100);
    expect(entries.filter(({ senderId }) => senderId === 'bob')).toHaveLength(1);
  });

  it('gives 20 senders of 20 messages each one dense order without duplicates', async () => {
    const world = chatWorld();
    const users = Array.from({ length: 20 }, (_user, index) => `user-${index}`);
    await connectAll(world, users);
    const { chatId } = await aPerson(world, 'user-0').createGroup(users.slice(1));
    world.poster.posted.length = 0;
    await Promise.all(
      users.map(async (userId) => {
        for (let count = 0, afterSeq = 1; count < 20; count++) {
          const attempt = { name: `${userId}-${count}`, afterSeq };
          afterSeq = (await sendUntilDone(world, userId, { chatId, attempt })).seq;
        }
      }),
    );
    const { entries } = await world.log.listFrom(chatId, 2, 1000);
    expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 400 }, (_seq, index) => index + 2));
    expect(new Set(entries.map(({ clientMessageId }) => clientMessageId)).size).toBe(400);
    for (const userId of users) {
      const own = entries.filter((entry) => entry.senderId === userId).map(({ content }) => content);
      expect(own).toEqual(Array.from({ length: 20 }, (_text, count) => `${userId}-${count}`));
      expect(new Set(contentsTo(world, userId)).size).toBe(380);
    }
  });
});

/** As a client does: the same bytes again while the chat is busy, and a new afterSeq once it has fallen far behind. */
async function sendUntilDone(
  world: ChatWorld,
  userId: string,
  { chatId, attempt }: { chatId: string; attempt: { name: string; afterSeq: number } },
): Promise<{ seq: number }> {
  for (;;) {
    try {
      return await aPerson(world, userId).send(chatId, attempt.name, attempt);
    } catch (error) {
      const { code } = error as { code: string };
      if (!['busy', 'rate_limited', 'stale_attempt'].includes(code)) throw error;
      world.runtime.nowMs += 100;
      if (code !== 'stale_attempt') continue;
      const { entries } = await world.log.listFrom(chatId, 1, 1000);
      expect(entries.map(({ content }) => content)).not.toContain(attempt.name);
      attempt = { ...attempt, afterSeq: entries.at(-1)?.seq ?? 0 };
    }
  }
}

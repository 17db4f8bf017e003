import { checkDelivery } from '../../../lambda/domain/check-delivery';
import { createChat } from '../../../lambda/domain/create-chat';
import { raiseCursors } from '../../../lambda/domain/raise-cursors';
import { aCaller, aMessageId, aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';
import { aChat, chatId, send } from '../../support/direct-chat';
import { dieAt, Death, momentsOf, mortal } from '../../support/mortal';

const sendHi = (world: ChatWorld) => send(world, 'alice', { name: 'a', afterSeq: 1 });

/** All checks that were queued come due. */
async function runChecks(world: ChatWorld): Promise<void> {
  world.runtime.nowMs += 10_000;
  for (const check of world.checks.checks.splice(0)) await checkDelivery(world, check);
}

/** A chat whose creation nobody needs to be told of any more. */
async function aQuietChat(): Promise<ChatWorld> {
  const world = await aChat();
  await runChecks(world);
  world.poster.posted.length = 0;
  world.pushes.jobs.length = 0;
  return world;
}

const mark = (world: ChatWorld, userId: string, kind: 'delivered' | 'read') =>
  raiseCursors(world, aCaller(world, userId), { kind, chats: [{ chatId, seq: 2 }] });

const postsTo = (world: ChatWorld, connectionId: string) =>
  world.poster.posted.filter((post) => post.connectionId === connectionId).map(({ frame }) => frame);

const pushes = (world: ChatWorld) => world.pushes.jobs;

describe('checkDelivery', () => {
  it('sends a message again to the sockets of those who have not marked it delivered', async () => {
    const world = await aQuietChat();
    await sendHi(world);
    world.poster.posted.length = 0;
    await runChecks(world);
    expect(postsTo(world, 'bob-1')).toMatchObject([{ type: 'message', message: { seq: 2 } }]);
  });

  it('leaves those alone who have it', async () => {
    const world = await aQuietChat();
    await sendHi(world);
    await mark(world, 'bob', 'delivered');
    world.poster.posted.length = 0;
    await runChecks(world);
    expect(postsTo(world, 'bob-1')).toEqual([]);
  });

  it('sends the newest entry again to who has several sockets: which of them has it, nobody knows', async () => {
    const world = await aQuietChat();
    await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-2' }));
    await sendHi(world);
    await send(world, 'alice', { name: 'b', afterSeq: 2 });
    await raiseCursors(world, aCaller(world, 'bob'), { kind: 'delivered', chats: [{ chatId, seq: 3 }] });
    world.poster.posted.length = 0;
    await runChecks(world);
    expect(postsTo(world, 'bob-2')).toMatchObject([{ type: 'message', message: { seq: 3 } }]);
  });

  it('has a message pushed to who has it on some device and has not read it', async () => {
    const world = await aQuietChat();
    await sendHi(world);
    await mark(world, 'bob', 'delivered');
    await runChecks(world);
    expect(pushes(world)).toEqual([{ chatId, seq: 2, userIds: ['bob'] }]);
  });

  it('pushes nothing to who has read it', async () => {
    const world = await aQuietChat();
    await sendHi(world);
    await mark(world, 'bob', 'read');
    world.poster.posted.length = 0;
    await runChecks(world);
    expect(pushes(world)).toEqual([]);
    expect(postsTo(world, 'bob-1')).toEqual([]);
  });

  it("brings it to the sender's other devices, too", async () => {
    const world = await aQuietChat();
    await sendHi(world);
    await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-2' }));
    await runChecks(world);
    expect(postsTo(world, 'alice-2')).toMatchObject([{ message: { seq: 2 } }]);
  });

  it('looks after a burst once, with the check of its last message', async () => {
    const world = await aQuietChat();
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await send(world, 'alice', { name, afterSeq: index + 1 });
    }
    world.poster.posted.length = 0;
    world.connections.reads.length = 0;
    await runChecks(world);
    expect(
      postsTo(world, 'bob-1').map((frame) => (frame as { message: { seq: number } }).message.seq),
    ).toEqual([2, 3, 4]);
    expect(pushes(world)).toEqual([{ chatId, seq: 4, userIds: ['bob'] }]);
  });

  it('looks after two messages that are further apart one by one', async () => {
    const world = await aQuietChat();
    await sendHi(world);
    world.runtime.nowMs += 6_000;
    await send(world, 'alice', { name: 'b', afterSeq: 2 });
    await mark(world, 'bob', 'delivered');
    world.poster.posted.length = 0;
    await runChecks(world);
    expect(postsTo(world, 'bob-1')).toMatchObject([{ message: { seq: 3 } }]);
  });

  it('finds nothing to do for a message that was never written', async () => {
    const world = await aQuietChat();
    await checkDelivery(world, {
      chatId,
      senderId: 'alice',
      clientMessageId: aMessageId('never'),
      afterSeq: 1,
    });
    expect(world.poster.posted).toEqual([]);
    expect(pushes(world)).toEqual([]);
  });

  it('leaves an entry alone that has expired meanwhile', async () => {
    const world = await aQuietChat();
    world.retentionDays = 1;
    await sendHi(world);
    world.poster.posted.length = 0;
    world.runtime.nowMs += 2 * 24 * 3_600_000;
    await runChecks(world);
    expect(world.poster.posted).toEqual([]);
  });

  it('refuses a message that it could not look after', async () => {
    const world = await aQuietChat();
    world.checks.isDown = true;
    await expect(sendHi(world)).rejects.toThrow();
    expect((await world.log.listFrom(chatId, 2, 10)).entries).toEqual([]);
  });
});

/** Bob's client marks nothing: a socket that still takes posts, and nobody behind it. */
describe('a writer that dies and whose client never comes back', () => {
  it('has written nothing, or everyone gets the message', async () => {
    const moments = await momentsOf(aQuietChat, sendHi);
    expect(moments.length).toBeGreaterThanOrEqual(12);
    for (const moment of moments) {
      const world = await aQuietChat();
      await dieAt(world, moment, sendHi);
      await runChecks(world);
      const { entries } = await world.log.listFrom(chatId, 2, 10);
      const got = postsTo(world, 'bob-1');
      if (entries.length === 0) expect(got).toEqual([]);
      else {
        expect(got).toContainEqual(expect.objectContaining({ type: 'message' }));
        expect(pushes(world)).toContainEqual({ chatId, seq: 2, userIds: ['bob'] });
      }
    }
  });

  it('has created nothing, or the chat is in all lists and everyone hears of it', async () => {
    const prepare = async () => {
      const world = chatWorld();
      await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-1' }));
      return world;
    };
    const create = (world: ChatWorld) =>
      createChat(world, aCaller(world, 'alice'), {
        action: 'createChat',
        requestId: '1',
        type: 'DIRECT',
        with: 'bob',
      });
    for (const moment of await momentsOf(prepare, create)) {
      const world = await prepare();
      await dieAt(world, moment, create);
      await runChecks(world);
      const { entries } = await world.log.listFrom(chatId, 1, 10);
      expect(world.chats.listOf('bob')).toEqual(entries.length === 0 ? [] : [chatId]);
      if (entries.length > 0)
        expect(postsTo(world, 'bob-1')).toContainEqual(expect.objectContaining({ type: 'chat' }));
    }
  });
});

describe('a check that dies at any call', () => {
  it('does it all when the queue delivers it again', async () => {
    const prepare = async () => {
      const world = await aQuietChat();
      await sendHi(world);
      world.poster.posted.length = 0;
      return world;
    };
    const check = async (world: ChatWorld) => {
      for (const one of world.checks.checks) await checkDelivery(world, one);
    };
    for (const moment of await momentsOf(prepare, check)) {
      const world = await prepare();
      await expect(check(mortal(world, moment).world)).rejects.toBeInstanceOf(Death);
      await runChecks(world);
      expect(postsTo(world, 'bob-1')).toContainEqual(expect.objectContaining({ type: 'message' }));
      expect(pushes(world)).toContainEqual({ chatId, seq: 2, userIds: ['bob'] });
    }
  });
});

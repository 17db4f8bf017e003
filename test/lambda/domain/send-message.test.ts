import type { LogEntry } from '../../../lambda/domain/log-entry';
import { sendMessage } from '../../../lambda/domain/send-message';
import { aCaller, aMessageId, aSocket } from '../../support/chat-world';
import { aChat, chatId, send, seqs } from '../../support/direct-chat';

describe('sendMessage', () => {
  it('stores the message at the next seq and posts it to the other member only', async () => {
    const world = await aChat();
    const ack = await send(world, 'alice', { name: 'a', afterSeq: 1 });
    expect(ack).toMatchObject({ chatId, seq: 2, status: 'SENT' });
    expect(world.poster.posted).toMatchObject([
      {
        connectionId: 'bob-1',
        frame: { type: 'message', chatId, message: { seq: 2, content: 'hi', senderId: 'alice' } },
      },
    ]);
  });

  it("posts to the sender's other devices", async () => {
    const world = await aChat();
    await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-2' }));
    await send(world, 'alice', { name: 'a', afterSeq: 1 });
    expect(world.poster.posted.map((post) => post.connectionId).sort()).toEqual(['alice-2', 'bob-1']);
  });

  it('answers a retry with the same seq, stores nothing more, and dispatches it again', async () => {
    const world = await aChat();
    const first = await send(world, 'alice', { name: 'a', afterSeq: 1 });
    await send(world, 'bob', { name: 'b', afterSeq: 2 });
    world.poster.posted.length = 0;
    expect(await send(world, 'alice', { name: 'a', afterSeq: 1 })).toEqual(first);
    expect(await seqs(world)).toEqual([1, 2, 3]);
    expect(world.poster.posted).toMatchObject([{ connectionId: 'bob-1', frame: { message: { seq: 2 } } }]);
  });

  it('refuses the id of another message', async () => {
    const world = await aChat();
    await send(world, 'alice', { name: 'a', afterSeq: 1 });
    await expect(send(world, 'alice', { name: 'a', afterSeq: 1, content: 'other' })).rejects.toMatchObject({
      code: 'bad_request',
    });
  });

  it.each([0, 1, 2, 3])('accepts afterSeq %i up to the head', async (afterSeq) => {
    const world = await aChat();
    await send(world, 'alice', { name: 'a', afterSeq: 1 });
    await send(world, 'bob', { name: 'b', afterSeq: 2 });
    expect(await send(world, 'alice', { name: 'c', afterSeq })).toMatchObject({ seq: 4 });
  });

  it('refuses an afterSeq above the head, and stores nothing', async () => {
    const world = await aChat();
    await expect(send(world, 'alice', { name: 'a', afterSeq: 7 })).rejects.toMatchObject({
      code: 'stale_attempt',
    });
    expect(await seqs(world)).toEqual([1]);
  });

  it('refuses an afterSeq that is more than 200 entries behind', async () => {
    const world = await aChat();
    for (let seq = 1; seq <= 200; seq++) {
      world.runtime.nowMs += 1000;
      await send(world, 'bob', { name: `b${seq}`, afterSeq: seq });
    }
    await expect(send(world, 'alice', { name: 'a', afterSeq: 1 })).rejects.toMatchObject({
      code: 'stale_attempt',
    });
  });

  it.each([1, 5])('answers a stranger as if there were no chat, with afterSeq %i', async (afterSeq) => {
    const world = await aChat();
    await expect(send(world, 'mallory', { name: 'm', afterSeq })).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await seqs(world)).toEqual([1]);
  });

  it('walks on when others take the seq, so that the order is dense', async () => {
    const world = await aChat();
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const acks = await Promise.all(
      names.map((name, index) => send(world, index % 2 === 0 ? 'alice' : 'bob', { name, afterSeq: 1 })),
    );
    expect(acks.map((ack) => ack.seq).sort()).toEqual([2, 3, 4, 5, 6, 7]);
    expect(await seqs(world)).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('takes a conflict with its own entry as success: an SDK retry after a lost response', async () => {
    const world = await aChat();
    const append = world.log.append.bind(world.log);
    world.log.append = async (entry: LogEntry) => {
      await append(entry);
      return append(entry);
    };
    expect(await send(world, 'alice', { name: 'a', afterSeq: 1 })).toMatchObject({ seq: 2 });
    expect(await seqs(world)).toEqual([1, 2]);
  });

  it('is busy after twenty lost races, having written nothing', async () => {
    const world = await aChat();
    const append = world.log.append.bind(world.log);
    let other = 0;
    world.log.append = async (entry: LogEntry) => {
      await append({ ...entry, senderId: 'bob', clientMessageId: aMessageId(`x${other++}`) });
      return append(entry);
    };
    await expect(send(world, 'alice', { name: 'a', afterSeq: 1 })).rejects.toMatchObject({
      code: 'busy',
      retryable: true,
    });
    expect(
      (await world.log.listFrom(chatId, 1, 100)).entries.some(
        (entry) => entry.senderId === 'alice' && entry.seq > 1,
      ),
    ).toBe(false);
  });

  it('does not write later than 8 s after the request came', async () => {
    const world = await aChat();
    const caller = aCaller(world, 'alice');
    world.runtime.nowMs += 8001;
    const late = sendMessage(world, caller, {
      action: 'sendMessage',
      requestId: '1',
      chatId,
      clientMessageId: aMessageId('a'),
      afterSeq: 1,
      contentType: 'TEXT',
      content: 'hi',
    });
    await expect(late).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    expect(await seqs(world)).toEqual([1]);
  });

  it('limits one sender to 20 entries a second as the tail shows them, and says when to come back', async () => {
    const world = await aChat();
    world.runtime.nowMs += 1000;
    for (let count = 0; count < 20; count++) await send(world, 'alice', { name: `a${count}`, afterSeq: 1 });
    await expect(send(world, 'alice', { name: 'more', afterSeq: 1 })).rejects.toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 1000,
    });
    world.runtime.nowMs += 1000;
    expect(await send(world, 'alice', { name: 'more', afterSeq: 1 })).toMatchObject({ seq: 22 });
  });

  it('never lets sentAt or messageId fall when a clock jumps back', async () => {
    const world = await aChat();
    const first = await send(world, 'alice', { name: 'a', afterSeq: 1 });
    world.runtime.nowMs -= 60_000;
    const second = await send(world, 'bob', { name: 'b', afterSeq: 2 });
    expect(second.sentAt >= first.sentAt).toBe(true);
    expect(BigInt(second.messageId) > BigInt(first.messageId)).toBe(true);
  });

  it('completes a roster whose writer died, and acknowledges', async () => {
    const world = await aChat();
    world.chats.rosters.clear();
    world.chats.userChats.clear();
    expect(await send(world, 'bob', { name: 'b', afterSeq: 1 })).toMatchObject({ seq: 2 });
    expect(world.chats.rosters.get(chatId)?.eventSeq).toBe(1);
    expect([...world.chats.userChats.keys()].sort()).toEqual([`alice ${chatId}`, `bob ${chatId}`]);
  });

  it('queues a post that fails, removes a socket that is gone, and still acknowledges', async () => {
    const world = await aChat();
    await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-2' }));
    world.poster.outcomes.set('bob-1', 'failed').set('bob-2', 'gone');
    await send(world, 'alice', { name: 'a', afterSeq: 1 });
    expect(world.queue.jobs).toMatchObject([
      { job: { kind: 'post', sockets: [{ connectionId: 'bob-1' }], tries: 1 } },
    ]);
    expect((await world.connections.list(['bob'])).map((socket) => socket.connectionId)).toEqual(['bob-1']);
  });

  it('keeps a socket that is gone but young: its handshake may still be under way, by a clock that runs ahead', async () => {
    const world = await aChat();
    await world.connections.put(
      aSocket({ userId: 'bob', connectionId: 'bob-2', connectedAt: world.runtime.now() - 330_000 }),
    );
    world.poster.outcomes.set('bob-2', 'gone');
    await send(world, 'alice', { name: 'a', afterSeq: 1 });
    expect(await world.connections.list(['bob'])).toHaveLength(2);
  });
});

import { createDirectChat, directChatId } from '../../../lambda/domain/create-direct-chat';
import { getChat } from '../../../lambda/domain/get-chat';
import { getMessages } from '../../../lambda/domain/get-messages';
import type { LogEntry } from '../../../lambda/domain/log-entry';
import { sendMessage } from '../../../lambda/domain/send-message';
import { syncChats } from '../../../lambda/domain/sync-chats';
import { aCaller, aMessageId, aSocket, type ChatWorld, chatWorld } from '../../support/chat-world';

const chatId = directChatId('alice', 'bob');

async function aChat(): Promise<ChatWorld> {
  const world = chatWorld();
  await world.connections.put(aSocket({ userId: 'alice', connectionId: 'alice-1' }));
  await world.connections.put(aSocket({ userId: 'bob', connectionId: 'bob-1' }));
  await createDirectChat(world, aCaller(world, 'alice'), {
    action: 'createChat',
    requestId: '1',
    type: 'DIRECT',
    with: 'bob',
  });
  world.poster.posted.length = 0;
  return world;
}

function send(
  world: ChatWorld,
  userId: string,
  { name, afterSeq, content = 'hi' }: { name: string; afterSeq: number; content?: string },
) {
  const clientMessageId = aMessageId(name);
  return sendMessage(world, aCaller(world, userId), {
    action: 'sendMessage',
    requestId: '1',
    chatId,
    clientMessageId,
    afterSeq,
    contentType: 'TEXT',
    content,
  });
}

async function seqs(world: ChatWorld): Promise<number[]> {
  return (await world.log.listFrom(chatId, 1, 1000)).entries.map((entry) => entry.seq);
}

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

  it('limits one sender to 20 messages a second as the tail shows them, and says when to come back', async () => {
    const world = await aChat();
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

  it('keeps a socket that is gone but younger than 30 s: its handshake may still be under way', async () => {
    const world = await aChat();
    await world.connections.put(
      aSocket({ userId: 'bob', connectionId: 'bob-2', connectedAt: world.runtime.now() - 29_999 }),
    );
    world.poster.outcomes.set('bob-2', 'gone');
    await send(world, 'alice', { name: 'a', afterSeq: 1 });
    expect(await world.connections.list(['bob'])).toHaveLength(2);
  });
});

describe('createDirectChat', () => {
  it('gives both people the same chat, however often and from whichever side', async () => {
    const world = await aChat();
    const again = await createDirectChat(world, aCaller(world, 'bob'), {
      action: 'createChat',
      requestId: '1',
      type: 'DIRECT',
      with: 'alice',
    });
    expect(again.chat).toMatchObject({
      chatId,
      type: 'DIRECT',
      createdBy: 'alice',
      lastSeq: 1,
      memberCount: 2,
    });
    expect(await seqs(world)).toEqual([1]);
  });

  it('refuses a chat with oneself', async () => {
    const world = chatWorld();
    const own = createDirectChat(world, aCaller(world, 'alice'), {
      action: 'createChat',
      requestId: '1',
      type: 'DIRECT',
      with: 'alice',
    });
    await expect(own).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('getChat', () => {
  it('tells members who is in it, and strangers nothing', async () => {
    const world = await aChat();
    const request = { action: 'getChat', requestId: '1', chatId } as const;
    const { chat } = await getChat(world, aCaller(world, 'bob'), request);
    expect(chat.members?.map((member) => member.userId).sort()).toEqual(['alice', 'bob']);
    await expect(getChat(world, aCaller(world, 'mallory'), request)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

describe('getMessages', () => {
  const request = { action: 'getMessages', requestId: '1', chatId, limit: 2 } as const;

  it('pages from the newest to the oldest', async () => {
    const world = await aChat();
    for (let seq = 1; seq < 5; seq++) await send(world, 'bob', { name: `b${seq}`, afterSeq: seq });
    const pages: number[][] = [];
    for (let cursor: string | undefined; ;) {
      const page = await getMessages(world, aCaller(world, 'alice'), {
        ...request,
        ...(cursor === undefined ? {} : { cursor }),
      });
      pages.push(page.messages.map((message) => message.seq));
      if (page.nextCursor === undefined) break;
      cursor = page.nextCursor;
    }
    expect(pages).toEqual([[5, 4], [3, 2], [1]]);
  });

  it('reads up from after, and refuses a cursor of its own making', async () => {
    const world = await aChat();
    await send(world, 'bob', { name: 'b', afterSeq: 1 });
    const { messages } = await getMessages(world, aCaller(world, 'alice'), { ...request, after: 0 });
    expect(messages.map((message) => message.seq)).toEqual([1, 2]);
    const made = getMessages(world, aCaller(world, 'alice'), { ...request, cursor: 'up.1' });
    await expect(made).rejects.toMatchObject({ code: 'bad_request' });
  });
});

describe('syncChats', () => {
  const syncFrom = (world: ChatWorld, userId: string, afterSeq: number) =>
    syncChats(world, aCaller(world, userId), {
      action: 'sync',
      requestId: '1',
      chats: [{ chatId, afterSeq }],
    });

  it('returns what follows afterSeq', async () => {
    const world = await aChat();
    await send(world, 'bob', { name: 'b', afterSeq: 1 });
    expect(await syncFrom(world, 'alice', 1)).toMatchObject({
      chats: [{ chatId, messages: [{ seq: 2 }], more: false }],
    });
    expect(await syncFrom(world, 'alice', 2)).toEqual({ chats: [{ chatId, messages: [], more: false }] });
  });

  it('declares a reset to a client that is above the head', async () => {
    expect(await syncFrom(await aChat(), 'alice', 9)).toEqual({
      chats: [{ chatId, messages: [], more: true, reset: { fromSeq: 1 } }],
    });
  });

  it('says left to a stranger, as for a chat that does not exist', async () => {
    expect(await syncFrom(await aChat(), 'mallory', 0)).toEqual(await syncFrom(chatWorld(), 'mallory', 0));
  });

  it('cuts a page to the frame and says that there is more', async () => {
    const world = await aChat();
    for (let seq = 1; seq <= 10; seq++)
      await send(world, 'bob', { name: `b${seq}`, afterSeq: seq, content: 'x'.repeat(15_000) });
    const [chat] = (await syncFrom(world, 'alice', 1)).chats;
    expect(chat?.more).toBe(true);
    expect(chat?.messages.length).toBeGreaterThan(0);
    expect(JSON.stringify(chat).length).toBeLessThan(100 * 1024);
  });
});

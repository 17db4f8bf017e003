import { createChat } from '../../../lambda/domain/create-chat';
import { getChat } from '../../../lambda/domain/get-chat';
import { getMessages } from '../../../lambda/domain/get-messages';
import { syncChats } from '../../../lambda/domain/sync-chats';
import { aCaller, type ChatWorld, chatWorld } from '../../support/chat-world';
import { aChat, chatId, send, seqs } from '../../support/direct-chat';

describe('createChat', () => {
  it('gives both people the same chat, however often and from whichever side', async () => {
    const world = await aChat();
    const again = await createChat(world, aCaller(world, 'bob'), {
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
    const own = createChat(world, aCaller(world, 'alice'), {
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
    const receipts = { deliveredSeq: 1, readSeq: 1 };
    expect(await syncFrom(world, 'alice', 2)).toEqual({
      chats: [{ chatId, messages: [], more: false, receipts }],
    });
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

import { aClient, anOpenChat, anOpenGroup } from '../support/a-client';
import { anError, type FakeSocketServer } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

/** Somebody writes, and the client hears of it. */
function hear(server: FakeSocketServer, chatId: string, senderId = 'bob'): void {
  const seq = server.chat(chatId).lastSeq + 1;
  server.fill(chatId, seq, senderId);
  server.socket.push(server.messageEvent(chatId, seq));
}

const marked = (server: FakeSocketServer, action: 'markDelivered' | 'markRead') =>
  server.requestsOf(action).map(({ chats }) => chats.map(({ chatId, seq }) => `${chatId} ${seq}`));

describe('what a client marks delivered by itself', () => {
  it('is the newest entry of others, within two seconds and once', async () => {
    const { server, clock } = await anOpenChat(3);
    hear(server, 'chat');
    hear(server, 'chat');
    await clock.advance(2000);
    expect(marked(server, 'markDelivered')).toEqual([['chat 5']]);
    expect(server.chat('chat').cursors.of('alice')).toEqual({ deliveredSeq: 5, readSeq: 0 });
    await clock.advance(60_000);
    expect(server.requestsOf('markDelivered')).toHaveLength(1);
  });

  it('goes out at most once a second, for 100 chats at a time', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    for (let index = 0; index < 150; index += 1) await client.chats.open(`c${index}`);
    const times: number[] = [];
    server.intercept = ({ action }) => {
      if (action === 'markDelivered') times.push(clock.now());
      return undefined;
    };
    for (let index = 0; index < 150; index += 1) hear(server, `c${index}`);
    for (let round = 0; round < 30; round += 1) {
      hear(server, 'c0');
      await clock.advance(100);
    }
    const [first, second] = server.requestsOf('markDelivered');
    expect([first?.chats.length, second?.chats.length]).toEqual([100, 51]);
    for (const [index, time] of times.slice(1).entries()) {
      expect(time - times[index]!).toBeGreaterThanOrEqual(1000);
    }
  });

  it('is not what waits for an entry that is missing', async () => {
    const { server, clock } = await anOpenChat(3);
    server.intercept = ({ action }) => (action === 'sync' ? 'silence' : undefined);
    server.fill('chat', 5);
    server.socket.push(server.messageEvent('chat', 5));
    await clock.advance(5000);
    expect(server.requestsOf('markDelivered')).toEqual([]);
  });

  it('is a page of history, too, unless the server has it already', async () => {
    const { client, server, clock } = aClient();
    server.fill('new', 3);
    server.fill('known', 3);
    server.chat('known').cursors.raise('alice', 'markDelivered', 3);
    await client.connect();
    await client.chats.list();
    for (const chatId of ['new', 'known']) await (await client.chats.open(chatId)).messages.history();
    await clock.advance(2000);
    expect(marked(server, 'markDelivered')).toEqual([['new 3']]);
  });

  it('is left out if another device of the user has told it', async () => {
    const { server, clock } = await anOpenChat(3);
    hear(server, 'chat');
    server.gets('chat', 'alice', 4);
    await clock.advance(2000);
    expect(server.requestsOf('markDelivered')).toEqual([]);
  });

  it('is told again after a lost connection', async () => {
    const { server, clock } = await anOpenChat(3);
    server.intercept = ({ action }) => (action === 'markDelivered' ? 'silence' : undefined);
    hear(server, 'chat');
    await clock.advance(1500);
    server.intercept = () => undefined;
    server.socket.drop();
    await clock.advance(5000);
    expect(marked(server, 'markDelivered')).toEqual([['chat 4'], ['chat 4']]);
  });

  it('is told again, ever more rarely, while the server cannot take it', async () => {
    const { server, clock } = await anOpenChat(3);
    server.intercept = ({ action }) => (action === 'markDelivered' ? anError('unavailable') : undefined);
    hear(server, 'chat');
    await clock.advance(120_000);
    expect(server.requestsOf('markDelivered').length).toBeLessThan(20);
    server.intercept = () => undefined;
    await clock.advance(31_000);
    expect(server.chat('chat').cursors.of('alice').deliveredSeq).toBe(4);
  });

  it('drops a chat that the user is not in, and tells of the others', async () => {
    const { client, server, clock } = await anOpenChat(3);
    await client.chats.open('other');
    hear(server, 'chat');
    hear(server, 'other');
    server.chat('chat').members.delete('alice');
    await clock.advance(10_000);
    expect(marked(server, 'markDelivered')).toEqual([['chat 4', 'other 1']]);
    expect(server.chat('other').cursors.of('alice').deliveredSeq).toBe(1);
  });

  it('is nothing of a chat that was left meanwhile', async () => {
    const { server, clock } = await anOpenGroup(3);
    hear(server, 'group');
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'alice' });
    await clock.advance(5000);
    expect(server.requestsOf('markDelivered')).toEqual([]);
  });

  it('leaves no timer behind', async () => {
    const { client, server, clock } = await anOpenChat(3);
    hear(server, 'chat');
    await settle();
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('Receipts.markRead', () => {
  it('marks the newest entry, and with it that it was delivered', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    hear(server, 'chat');
    const read = chat.receipts.markRead();
    await clock.advance(2000);
    await read;
    expect(server.chat('chat').cursors.of('alice')).toEqual({ deliveredSeq: 4, readSeq: 4 });
    expect(server.requestsOf('markDelivered')).toEqual([]);
  });

  it('names several chats in one frame, the highest seq of each', async () => {
    const { client, server, chat, clock } = await anOpenChat(3);
    server.fill('other', 2);
    const other = await client.chats.open('other');
    const read = [chat.receipts.markRead(2), chat.receipts.markRead(3), other.receipts.markRead(2)];
    await clock.advance(2000);
    await Promise.all(read);
    expect(marked(server, 'markRead')).toEqual([['chat 3', 'other 2']]);
  });

  it('asks for nothing that the server has, or when nothing has come', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    await chat.receipts.markRead();
    const first = chat.receipts.markRead(3);
    await clock.advance(2000);
    await first;
    await chat.receipts.markRead(2);
    expect(server.requestsOf('markRead')).toHaveLength(1);
  });

  it('resolves only when the server has it, over a lost connection', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    let isDone = false;
    server.socket.drop();
    void chat.receipts.markRead(3).then(() => (isDone = true));
    await settle();
    expect(isDone).toBe(false);
    await clock.advance(5000);
    expect(isDone).toBe(true);
  });

  it('refuses an entry that is not there, and marks what is below all the same', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    const read = chat.receipts.markRead(3);
    const missing = expect(chat.receipts.markRead(99)).rejects.toMatchObject({ code: 'bad_request' });
    await clock.advance(5000);
    await missing;
    await read;
    expect(server.chat('chat').cursors.of('alice').readSeq).toBe(3);
    await expect(chat.receipts.markRead(NaN)).rejects.toMatchObject({ code: 'bad_request' });
  });

  it('rejects in a chat that was left, and at the end', async () => {
    const { client, server, chat } = await anOpenGroup(3);
    const pending = expect(chat.receipts.markRead(2)).rejects.toMatchObject({ code: 'not_found' });
    server.change('group', 'bob', { kind: 'memberRemoved', member: 'alice' });
    await pending;
    await expect(chat.receipts.markRead(2)).rejects.toMatchObject({ code: 'not_found' });
    const other = await client.chats.open('other');
    const last = expect(other.receipts.markRead(1)).rejects.toMatchObject({ code: 'closed' });
    client.close();
    await last;
  });
});

describe('own messages', () => {
  it('are marked read, many of them at once', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    await Promise.all([chat.messages.send('one'), chat.messages.send('two')]);
    await clock.advance(2000);
    expect(marked(server, 'markRead')).toEqual([['chat 5']]);
  });

  it('are not marked past what the user has not read, but with it', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    hear(server, 'chat');
    await chat.messages.send('own');
    await clock.advance(2000);
    expect(server.chat('chat').cursors.of('alice').readSeq).toBe(0);
    void chat.receipts.markRead(4);
    await clock.advance(2000);
    expect(server.chat('chat').cursors.of('alice').readSeq).toBe(5);
  });
});

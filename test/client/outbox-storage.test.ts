import { memoryOutbox, type OutboxRecord, type OutboxStorage } from '../../client';
import { aClient, anOpenChat } from '../support/a-client';
import { answerSends } from '../support/answer-sends';
import { anEntry, anError } from '../support/fake-socket-server';

const aRecord: OutboxRecord = {
  chatId: 'chat',
  clientMessageId: 'of-an-earlier-run',
  afterSeq: 3,
  isTried: false,
  queuedAt: 0,
  contentType: 'TEXT',
  content: 'hello',
};

describe('OutboxStorage', () => {
  it('holds the record, marked as tried, before the first byte leaves', async () => {
    const outbox = memoryOutbox();
    const { server, chat } = await anOpenChat(3, { outbox });
    const stored: unknown[] = [];
    server.intercept = ({ action }) => {
      if (action === 'sendMessage') void outbox.load().then((records) => stored.push(...records));
      return undefined;
    };
    await chat.messages.send('hello');
    expect(stored).toMatchObject([{ chatId: 'chat', content: 'hello', afterSeq: 3, isTried: true }]);
    expect(await outbox.load()).toEqual([]);
  });

  it('brings a tried message back after a restart with its afterSeq', async () => {
    const outbox = memoryOutbox();
    await outbox.put({ ...aRecord, isTried: true });
    const { client, server, clock } = aClient({ outbox });
    server.fill('chat', 5);
    server.logOf('chat')[3] = anEntry(4, { senderId: 'alice', clientMessageId: 'of-an-earlier-run' });
    await client.connect();
    await clock.advance(1000);
    expect(server.requestsOf('sendMessage')).toMatchObject([{ afterSeq: 3 }]);
    expect(server.logOf('chat')).toHaveLength(5);
    expect(await outbox.load()).toEqual([]);
  });

  it('brings a tried message back that is refused now, and finds that it was stored', async () => {
    const outbox = memoryOutbox();
    await outbox.put({ ...aRecord, isTried: true });
    const { client, server, clock } = aClient({ outbox });
    answerSends(server, anError('not_found'));
    server.fill('chat', 5);
    server.logOf('chat')[3] = anEntry(4, { senderId: 'alice', clientMessageId: aRecord.clientMessageId });
    await client.connect();
    const chat = await client.chats.open('chat');
    const states: string[] = [];
    chat.messages.onOutgoing(({ state }) => states.push(state));
    await clock.advance(15_000);
    expect(states).toEqual(['sent']);
  });

  it('tells the first listener of what an earlier run left and failed before, and no other', async () => {
    const outbox = memoryOutbox();
    await outbox.put(aRecord);
    const { client, server, clock } = aClient({ outbox });
    answerSends(server, anError('forbidden'));
    server.fill('chat', 5);
    await client.connect();
    await clock.advance(1000);
    expect(await outbox.load()).toEqual([]);
    const chat = await client.chats.open('chat');
    const states: string[][] = [[], []];
    for (const told of states) chat.messages.onOutgoing(({ state }) => told.push(state));
    await clock.advance(0);
    expect(states).toEqual([['failed'], []]);
  });

  it('goes on at the next connection with what another client has left', async () => {
    const outbox = memoryOutbox();
    const { client, server, clock, chat } = await anOpenChat(3, { outbox });
    const states: string[] = [];
    chat.messages.onOutgoing(({ state, clientMessageId }) => states.push(`${clientMessageId} ${state}`));
    await outbox.put(aRecord);
    server.socket.drop();
    await clock.advance(2000);
    expect(states).toEqual([`${aRecord.clientMessageId} sending`, `${aRecord.clientMessageId} sent`]);
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
    client.close();
  });

  it('does not send again what it still shows though it is settled', async () => {
    const outbox: OutboxStorage = { ...memoryOutbox(), remove: () => Promise.resolve() };
    const { server, chat, clock } = await anOpenChat(3, { outbox });
    await chat.messages.send('hello');
    server.socket.drop();
    await clock.advance(2000);
    expect(await outbox.load()).toHaveLength(1);
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
  });

  it('forgets what was left in a chat that the user is not in any more', async () => {
    const outbox = memoryOutbox();
    await outbox.put(aRecord);
    const { client, server, clock } = aClient({ outbox });
    server.intercept = ({ action }) => (action === 'getChat' ? anError('not_found') : undefined);
    await client.connect();
    await clock.advance(1000);
    expect(await outbox.load()).toEqual([]);
  });

  it('is gone on without when it cannot be read, and read again at the next connection', async () => {
    const outbox = memoryOutbox();
    await outbox.put(aRecord);
    let isBroken = true;
    const load = () => (isBroken ? Promise.reject(new Error('no disk')) : outbox.load());
    const { client, server, clock, chat } = await anOpenChat(3, { outbox: { ...outbox, load } });
    expect((await chat.messages.history()).entries).toHaveLength(3);
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 4 });
    expect((await client.chats.createDirect('bob')).chatId).toBe('direct-bob');
    expect((await client.chats.createGroup({ title: 'Hike', members: ['bob'] })).info.title).toBe('Hike');
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
    isBroken = false;
    server.socket.drop();
    await clock.advance(2000);
    expect(server.logOf('chat').slice(3)).toMatchObject([
      { seq: 4, clientMessageId: 'own-message-id-1' },
      { seq: 5, clientMessageId: aRecord.clientMessageId },
    ]);
    expect(await outbox.load()).toEqual([]);
    client.close();
  });

  it('fails the message that it cannot keep, unsent', async () => {
    const outbox: OutboxStorage = { ...memoryOutbox(), put: () => Promise.reject(new Error('full')) };
    const { server, chat } = await anOpenChat(3, { outbox });
    await expect(chat.messages.send('hello')).rejects.toMatchObject({
      code: 'outbox_failed',
      outcome: 'refused',
    });
    expect(server.requestsOf('sendMessage')).toEqual([]);
  });

  it('is gone on without when it takes long to be read, and what comes late is sent', async () => {
    const outbox = memoryOutbox();
    await outbox.put(aRecord);
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const load = () => slow.then(() => outbox.load());
    const { client, server, clock } = aClient({ outbox: { ...outbox, load } });
    server.fill('chat', 3);
    await client.connect();
    const opening = client.chats.open('chat');
    await clock.advance(9_999);
    expect(client.chats.all).toEqual([]);
    await clock.advance(1);
    const chat = await opening;
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 4 });
    answer();
    await clock.advance(1);
    expect(server.logOf('chat').at(-1)).toMatchObject({ seq: 5, clientMessageId: aRecord.clientMessageId });
    expect(await outbox.load()).toEqual([]);
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('holds up nobody once the client is closed', async () => {
    const load = () => new Promise<OutboxRecord[]>(() => undefined);
    const { client, server, clock } = aClient({ outbox: { ...memoryOutbox(), load } });
    server.fill('chat', 3);
    await client.connect();
    const opening = client.chats.open('chat');
    await clock.advance(1);
    client.close();
    await expect(opening).rejects.toMatchObject({ code: 'closed' });
  });

  it('fails the message that it takes long to keep, unsent, and forgets it when it has it', async () => {
    const outbox = memoryOutbox();
    let answer: () => void = () => undefined;
    const slow = new Promise<void>((resolve) => (answer = resolve));
    const puts: OutboxRecord[] = [];
    const put = (record: OutboxRecord) => (puts.push(record), slow.then(() => outbox.put(record)));
    const { server, chat, clock } = await anOpenChat(3, { outbox: { ...outbox, put } });
    const sending = chat.messages.send('hello');
    const failed = expect(sending).rejects.toMatchObject({ code: 'outbox_failed', outcome: 'refused' });
    await clock.advance(10_000);
    await failed;
    expect(puts).toHaveLength(1);
    answer();
    await clock.advance(1);
    expect(await outbox.load()).toEqual([]);
    expect(server.requestsOf('sendMessage')).toEqual([]);
  });
});

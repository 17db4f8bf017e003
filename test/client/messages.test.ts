import * as fc from 'fast-check';
import { type ConnectionState } from '../../client';
import { anOpenChat, aClient, deliveredBy } from '../support/a-client';
import { anEntry, type Request } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

describe('Messages.onMessage', () => {
  it('delivers live entries from one above the newest at opening', async () => {
    const { server, chat, delivered } = await anOpenChat(3);
    server.fill('chat', 5);
    server.socket.push(server.messageEvent('chat', 4));
    server.socket.push(server.messageEvent('chat', 5));
    await settle();
    expect(chat.messages.startSeq).toBe(4);
    expect(delivered).toEqual([4, 5]);
  });

  it('puts reordered entries in order and drops duplicates, without asking the server', async () => {
    const { server, clock, delivered } = await anOpenChat(3);
    server.fill('chat', 6);
    for (const seq of [6, 4, 4, 6, 5, 5, 3]) server.socket.push(server.messageEvent('chat', seq));
    await clock.advance(5000);
    expect(delivered).toEqual([4, 5, 6]);
    expect(server.requestsOf('sync')).toEqual([]);
  });

  it('fetches a missing entry after 0.3 to 1 s', async () => {
    const { server, clock, delivered } = await anOpenChat(3);
    server.fill('chat', 6);
    server.socket.push(server.messageEvent('chat', 6));
    await clock.advance(299);
    expect(server.requestsOf('sync')).toHaveLength(0);
    await clock.advance(701);
    expect(server.requestsOf('sync')).toMatchObject([{ chats: [{ chatId: 'chat', afterSeq: 3 }] }]);
    expect(delivered).toEqual([4, 5, 6]);
  });

  it('fetches every page of a long gap', async () => {
    const { server, clock, delivered } = await anOpenChat(3);
    server.pageSize = 10;
    server.fill('chat', 43);
    server.socket.push(server.messageEvent('chat', 43));
    await clock.advance(1000);
    expect(delivered).toHaveLength(40);
    expect(server.requestsOf('sync')).toHaveLength(4);
  });

  it('asks ever more rarely for an entry that the server does not have', async () => {
    const { server, clock } = await anOpenChat(3);
    server.socket.push({ type: 'message', chatId: 'chat', message: anEntry(9) });
    await clock.advance(120_000);
    expect(server.requestsOf('sync').length).toBeLessThan(12);
  });

  it('delivers own messages in their place, made from the acknowledgement', async () => {
    const { server, chat, delivered, clock } = await anOpenChat(3);
    server.fill('chat', 4);
    const sent = chat.messages.send('hello');
    await clock.advance(1000);
    expect(await sent).toMatchObject({ seq: 5 });
    expect(delivered).toEqual([4, 5]);
  });

  it('holds entries for the first listener', async () => {
    const { client, server } = aClient();
    await client.connect();
    const chat = await client.chats.open('chat');
    server.fill('chat', 2);
    server.socket.push(server.messageEvent('chat', 1));
    server.socket.push(server.messageEvent('chat', 2));
    const delivered = deliveredBy(chat.messages);
    await settle();
    expect(delivered).toEqual([1, 2]);
  });

  it('delivers an entry of a kind that it does not know as UNKNOWN', async () => {
    const { server, chat, delivered } = await anOpenChat(0);
    const kinds: string[] = [];
    chat.messages.onMessage(({ contentType }) => kinds.push(contentType));
    const future = { ...anEntry(1), contentType: 'EVENT', content: { kind: 'pinned', by: 'bob' } };
    server.socket.push({ type: 'message', chatId: 'chat', message: future });
    server.socket.push({ type: 'poll', message: 'no event of this version' });
    await settle();
    expect([delivered, kinds]).toEqual([[1], ['UNKNOWN']]);
  });

  it('tells of a reset and goes on from there', async () => {
    const { server, chat, delivered, clock } = await anOpenChat(3);
    const resets: number[] = [];
    chat.onReset(({ fromSeq }) => resets.push(fromSeq));
    server.fill('chat', 12);
    server.intercept = (request) => {
      if (request.action !== 'sync' || request.chats[0]!.afterSeq >= 9) return undefined;
      const messages = server.logOf('chat').slice(9);
      return { type: 'ok', chats: [{ chatId: 'chat', messages, more: false, reset: { fromSeq: 10 } }] };
    };
    server.socket.push(server.messageEvent('chat', 12));
    await clock.advance(1000);
    expect(resets).toEqual([10]);
    expect(delivered).toEqual([10, 11, 12]);
  });

  it('tells once that the chat is left', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    let count = 0;
    chat.onLeft(() => (count += 1));
    server.intercept = ({ action }) =>
      action === 'sync'
        ? { type: 'ok', chats: [{ chatId: 'chat', messages: [], more: false, left: true }] }
        : undefined;
    server.socket.drop();
    await clock.advance(3000);
    server.socket.drop();
    await clock.advance(3000);
    expect(count).toBe(1);
    expect(server.requestsOf('sync')).toHaveLength(1);
  });

  it('delivers every entry once and in order, however events are lost, repeated, reordered or cut off', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.integer({ min: 1, max: 25 }).map((seq) => ({ push: seq })) },
      { weight: 2, arbitrary: fc.integer({ min: 1, max: 1500 }).map((ms) => ({ wait: ms })) },
      { weight: 1, arbitrary: fc.constant({ drop: true }) },
      { weight: 1, arbitrary: fc.constant({ send: true }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { client, server, chat, delivered, clock } = await anOpenChat(0);
        server.pageSize = 4;
        for (const action of steps) {
          if ('push' in action) {
            server.fill('chat', Math.max(action.push, server.logOf('chat').length));
            server.socket.push(server.messageEvent('chat', action.push));
          }
          if ('wait' in action) await clock.advance(action.wait);
          if ('drop' in action && server.socket.isOpen) server.socket.drop();
          if ('send' in action) void chat.messages.send('own');
        }
        await clock.advance(90_000);
        const head = server.logOf('chat').length;
        const known = Math.max(0, ...delivered);
        expect(delivered).toEqual(Array.from({ length: known }, (_, index) => index + 1));
        if (client.state.status === 'connected') expect(known).toBe(head);
        expect(chat.messages.outgoing).toEqual([]);
        client.close();
        expect(clock.pendingTimers).toBe(0);
      }),
      { numRuns: 150 },
    );
  });
});

describe('Messages.history', () => {
  it('gives what live delivery does not, oldest first, page by page', async () => {
    const { server, chat } = await anOpenChat(5);
    server.fill('chat', 7);
    const newest = await chat.messages.history({ limit: 3 });
    expect(newest).toMatchObject({ entries: [{ seq: 3 }, { seq: 4 }, { seq: 5 }], before: 3 });
    const older = await chat.messages.history({ before: newest.before!, limit: 3 });
    expect(older).toMatchObject({ entries: [{ seq: 1 }, { seq: 2 }] });
    expect(older).not.toHaveProperty('before');
  });

  it('waits for the connection', async () => {
    const { server, chat, clock } = await anOpenChat(5);
    server.socket.drop();
    const page = chat.messages.history();
    await clock.advance(1000);
    expect((await page).entries).toHaveLength(5);
  });

  it('gives up after five tries', async () => {
    const { server, chat, clock } = await anOpenChat(5);
    server.intercept = ({ action }: Request) =>
      action === 'getMessages'
        ? { message: 'Internal server error', connectionId: 'c', requestId: 'x' }
        : undefined;
    const page = chat.messages.history();
    const outcome = expect(page).rejects.toMatchObject({ code: 'no_answer', outcome: 'unknown' });
    await clock.advance(60_000);
    await outcome;
    expect(server.requestsOf('getMessages')).toHaveLength(5);
  });
});

describe('reconnecting', () => {
  it('syncs every known chat, then delivers what came meanwhile, in order', async () => {
    const { client, server, clock, delivered } = await anOpenChat(3);
    const states: ConnectionState['status'][] = [];
    client.onStateChange(({ status }) => states.push(status));
    server.fill('chat', 7);
    server.intercept = ({ action }) => (action === 'sync' ? 'silence' : undefined);
    server.socket.drop();
    await clock.advance(1000);
    server.socket.push(server.messageEvent('chat', 7));
    await clock.advance(2000);
    expect(delivered).toEqual([]);
    server.intercept = () => undefined;
    await clock.advance(12_000);
    expect(delivered).toEqual([4, 5, 6, 7]);
    expect(states).toEqual(['waiting', 'connecting', 'connected']);
  });

  it('names 20 chats first and at most 100 in each later frame', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    for (let index = 0; index < 150; index += 1) await client.chats.open(`chat-${index}`);
    server.socket.drop();
    await clock.advance(1000);
    expect(server.requestsOf('sync')).toHaveLength(1);
    await clock.advance(10_000);
    expect(server.requestsOf('sync').map(({ chats }) => chats.length)).toEqual([20, 100, 30]);
  });
});

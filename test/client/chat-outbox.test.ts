import { anOpenChat } from '../support/a-client';
import { answerSends } from '../support/answer-sends';
import { anError } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

describe('Messages.send', () => {
  it('resolves with the place that the server gave, and tells sending and sent', async () => {
    const { chat } = await anOpenChat(3);
    const states: string[] = [];
    chat.messages.onOutgoing(({ state }) => states.push(state));
    const sent = chat.messages.send('hello');
    expect(states).toEqual(['sending']);
    expect(await sent).toMatchObject({ clientMessageId: 'own-message-id-1', seq: 4 });
    expect(states).toEqual(['sending', 'sent']);
  });

  it('keeps one message of a chat in flight, and the order', async () => {
    const { server, chat, clock } = await anOpenChat(0);
    answerSends(server, 'silence');
    const all = Promise.all(['a', 'b', 'c'].map((text) => chat.messages.send(text)));
    await clock.advance(9000);
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
    await clock.advance(5000);
    expect((await all).map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(server.logOf('chat').map(({ content }) => content)).toEqual(['a', 'b', 'c']);
  });

  it('repeats the same bytes when no answer comes, though the chat has gone on', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, 'carry out in silence');
    const sent = chat.messages.send('hello');
    await settle();
    server.fill('chat', 6);
    server.socket.push(server.messageEvent('chat', 6));
    await clock.advance(12_000);
    expect(await sent).toMatchObject({ seq: 4 });
    const texts = server.textsOf('sendMessage');
    expect(new Set(texts).size).toBe(1);
  });

  it('repeats the same bytes over the next connection', async () => {
    const { server, chat, clock, delivered } = await anOpenChat(3);
    answerSends(server, 'silence');
    const sent = chat.messages.send('hello');
    await settle();
    server.socket.drop();
    await clock.advance(2000);
    expect(await sent).toMatchObject({ seq: 4 });
    expect(server.textsOf('sendMessage')).toEqual(Array(2).fill(server.textsOf('sendMessage')[0]));
    expect(delivered).toEqual([4]);
  });

  it('is acknowledged by its own entry in the sync after reconnecting', async () => {
    const { server, chat, clock, delivered } = await anOpenChat(3);
    answerSends(server, 'carry out in silence');
    const sent = chat.messages.send('hello');
    await settle();
    server.socket.drop();
    await clock.advance(2000);
    expect(await sent).toMatchObject({ seq: 4 });
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
    expect(delivered).toEqual([4]);
  });

  it('waits as long as the server asks', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, anError('rate_limited', { retryAfterMs: 4000 }));
    const sent = chat.messages.send('hello');
    await clock.advance(3999);
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
    await clock.advance(1000);
    expect(await sent).toMatchObject({ seq: 4 });
  });

  it('fails a message that the server refuses, and goes on with the next', async () => {
    const { server, chat } = await anOpenChat(3);
    answerSends(server, anError('not_found'));
    const refused = chat.messages.send('one');
    const next = chat.messages.send('two');
    await expect(refused).rejects.toMatchObject({ code: 'not_found', outcome: 'refused' });
    expect(await next).toMatchObject({ seq: 4 });
  });

  it('refuses content over its limits before it enters the outbox, and tells', async () => {
    const { server, chat } = await anOpenChat(3);
    const told: string[] = [];
    chat.messages.onOutgoing((update) =>
      told.push(update.state === 'failed' ? update.error.code : update.state),
    );
    await expect(chat.messages.send('')).rejects.toMatchObject({ code: 'bad_request' });
    await expect(chat.messages.send('x'.repeat(16 * 1024 + 1))).rejects.toMatchObject({ code: 'too_large' });
    // 16 KB that JSON makes six times as long.
    await expect(chat.messages.send('\u0001'.repeat(16 * 1024))).rejects.toMatchObject({ code: 'too_large' });
    expect(server.requestsOf('sendMessage')).toEqual([]);
    expect(told).toEqual(['bad_request', 'too_large', 'too_large']);
    expect(chat.messages.outgoing).toEqual([]);
  });

  it('retries when the gateway answers for an unknown request', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, 'carry out in silence');
    const sent = chat.messages.send('hello');
    await settle();
    server.socket.push({ message: 'Internal server error', connectionId: 'c', requestId: 'its own' });
    await clock.advance(1000);
    expect(await sent).toMatchObject({ seq: 4 });
    expect(new Set(server.textsOf('sendMessage')).size).toBe(1);
  });
});

describe('a stale attempt', () => {
  it('is acknowledged if its entry is in the chat', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, 'carry out in silence');
    server.onAppend = () => server.fill('chat', 300);
    const sent = chat.messages.send('hello');
    await clock.advance(15_000);
    expect(await sent).toMatchObject({ seq: 4 });
    expect(server.requestsOf('sendMessage')).toHaveLength(2);
    expect(server.logOf('chat')).toHaveLength(300);
  });

  it('is tried anew from the head if its entry is not there', async () => {
    const { server, chat, clock, delivered } = await anOpenChat(3);
    server.fill('chat', 300);
    const sent = chat.messages.send('hello');
    await clock.advance(5000);
    expect(await sent).toMatchObject({ seq: 301 });
    expect(server.requestsOf('sendMessage').map(({ afterSeq }) => afterSeq)).toEqual([3, 300]);
    expect(delivered).toHaveLength(298);
  });
});

describe('a refusal after an unknown outcome', () => {
  it('is success if the entry is in the chat', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, 'carry out in silence', anError('not_found'));
    const sent = chat.messages.send('hello');
    await clock.advance(30_000);
    expect(await sent).toMatchObject({ seq: 4 });
  });

  it('is a refusal if it is not, once the first try can no longer be carried out', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, 'silence', anError('not_found'));
    const outcome = expect(chat.messages.send('hello')).rejects.toMatchObject({
      code: 'not_found',
      outcome: 'refused',
    });
    await clock.advance(15_000);
    expect(server.requestsOf('sync')).toHaveLength(0);
    await clock.advance(15_000);
    await outcome;
  });

  it('is told as unknown if the chat cannot be read', async () => {
    const { server, chat, clock } = await anOpenChat(3);
    answerSends(server, 'silence', anError('not_found'));
    const { intercept } = server;
    server.intercept = (request) =>
      request.action === 'sync'
        ? { type: 'ok', chats: [{ chatId: 'chat', messages: [], more: false, left: true }] }
        : intercept(request);
    const outcome = expect(chat.messages.send('hello')).rejects.toMatchObject({ outcome: 'unknown' });
    await clock.advance(30_000);
    await outcome;
  });
});

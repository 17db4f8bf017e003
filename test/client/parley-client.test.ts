import { type Chat, type ConnectionState, createParleyClient } from '../../client';
import { aClient, anOpenChat, deliveredBy } from '../support/a-client';
import { anEntry, anError, FakeSocketServer } from '../support/fake-socket-server';
import { ManualClock, settle } from '../support/manual-clock';

describe('ParleyClient.connect', () => {
  it('offers the protocol and the token, says hello and learns who it is', async () => {
    const { client, server } = aClient({ deviceId: 'laptop' });
    await client.connect();
    expect(server.socket).toMatchObject({
      url: 'ws://test/local?device=laptop',
      protocols: ['parley.v1', 'jwt.token'],
    });
    expect(server.requests).toMatchObject([{ action: 'hello' }]);
    expect(client.userId).toBe('alice');
    expect(client.state).toEqual({ status: 'connected', reason: 'hello_answered' });
  });

  it('asks for a token at every attempt, with pauses of full jitter up to 30 s', async () => {
    let tokens = 0;
    const { client, server, clock } = aClient({ token: () => Promise.resolve(`t${(tokens += 1)}`) });
    server.opening = 'refuse';
    const delays: number[] = [];
    client.onStateChange((state) => {
      if (state.status === 'waiting') delays.push(state.delayMs);
    });
    const connected = client.connect();
    await clock.advance(120_000);
    expect(delays.slice(0, 9)).toEqual([250, 500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    server.opening = 'open';
    await clock.advance(15_000);
    await connected;
    expect(server.socket.protocols).toEqual(['parley.v1', `jwt.t${tokens}`]);
  });

  it('goes on trying when the token provider fails or the socket never opens', async () => {
    let isBroken = true;
    const token = () => (isBroken ? Promise.reject(new Error('no network')) : Promise.resolve('token'));
    const { client, server, clock } = aClient({ token });
    const reasons: string[] = [];
    client.onStateChange(({ reason }) => reasons.push(reason));
    const connected = client.connect();
    await settle();
    isBroken = false;
    server.opening = 'hang';
    await clock.advance(10_250);
    server.opening = 'open';
    await clock.advance(1000);
    await connected;
    expect(reasons).toEqual([
      'connect_called',
      'token_unavailable',
      'delay_over',
      'not_opened',
      'delay_over',
      'hello_answered',
    ]);
  });

  it('goes on trying when the token provider never settles, and takes no token that comes too late', async () => {
    const late: ((token: string) => void)[] = [];
    const token = () => new Promise<string>((resolve) => late.push(resolve));
    const { client, server, clock } = aClient({ token });
    const reasons: string[] = [];
    client.onStateChange(({ reason }) => reasons.push(reason));
    const connected = client.connect();
    await clock.advance(10_250);
    expect(reasons).toEqual(['connect_called', 'token_unavailable', 'delay_over']);
    late[0]?.('late');
    late[1]?.('in-time');
    await connected;
    expect(server.sockets.map(({ protocols }) => protocols[1])).toEqual(['jwt.in-time']);
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes a silent server for dead and reconnects', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    await clock.advance(60_000);
    expect(server.requestsOf('ping')).toHaveLength(3);
    server.intercept = ({ action }) => (action === 'ping' ? 'silence' : undefined);
    const states: ConnectionState[] = [];
    client.onStateChange((state) => states.push(state));
    await clock.advance(31_000);
    expect(states[0]).toMatchObject({ status: 'waiting', reason: 'dead_peer' });
    expect(client.state.status).toBe('connected');
    expect(server.sockets).toHaveLength(2);
  });

  it('takes any answer to a ping for life', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    server.intercept = ({ action }) =>
      action === 'ping' ? { message: 'Internal server error', connectionId: 'c', requestId: 'x' } : undefined;
    await clock.advance(100_000);
    expect(server.sockets).toHaveLength(1);
  });

  it('reconnects at once with a fresh token when the token has expired, and sends again', async () => {
    const { server, client, chat } = await anOpenChat(3);
    let isExpired = true;
    server.intercept = ({ action }) => {
      if (action !== 'sendMessage' || !isExpired) return undefined;
      isExpired = false;
      return anError('token_expired');
    };
    const reasons: string[] = [];
    client.onStateChange(({ reason }) => reasons.push(reason));
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 4 });
    expect(reasons).toEqual(['token_expired', 'hello_answered']);
    expect(server.sockets).toHaveLength(2);
  });

  it('backs off when tokens expire again and again', async () => {
    const { server, client, chat, clock } = await anOpenChat(3);
    server.intercept = ({ action }) => (action === 'sendMessage' ? anError('token_expired') : undefined);
    void chat.messages.send('hello');
    await clock.advance(60_000);
    expect(server.sockets.length).toBeLessThan(12);
    client.close();
  });
});

describe('a client that is given nothing but what it needs', () => {
  afterEach(() => Reflect.deleteProperty(crypto, 'randomUUID'));

  it('makes ids of its own, on pages without https too', async () => {
    Object.defineProperty(crypto, 'randomUUID', { value: undefined, configurable: true });
    const server = new FakeSocketServer();
    const { webSocket } = server;
    const token = () => Promise.resolve('token');
    const client = createParleyClient({ url: 'ws://test/local', token, webSocket, clock: new ManualClock() });
    await client.connect();
    const chat = await client.chats.open('chat');
    await Promise.all(['one', 'two'].map((text) => chat.messages.send(text)));
    const ids = server.requestsOf('sendMessage').map(({ clientMessageId }) => clientMessageId);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/), expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect(new Set(ids).size).toBe(2);
    client.close();
  });
});

describe('ParleyClient.close', () => {
  it('leaves no timer and rejects what is pending', async () => {
    const { client, server, chat, clock } = await anOpenChat(3);
    server.intercept = () => 'silence';
    server.socket.push({ type: 'message', chatId: 'chat', message: anEntry(9) });
    const pending = [chat.messages.send('one'), chat.messages.history(), client.chats.open('other')];
    const outcomes = Promise.allSettled(pending);
    await clock.advance(2000);
    server.intercept = () => undefined;
    await client.chats.open('quiet');
    server.socket.push({ type: 'message', chatId: 'quiet', message: anEntry(9) });
    client.close();
    expect(clock.pendingTimers).toBe(0);
    const isClosed = { status: 'rejected', reason: { code: 'closed', outcome: 'unknown' } };
    expect(await outcomes).toMatchObject([isClosed, isClosed, isClosed]);
    expect(server.socket.isOpen).toBe(false);
    await expect(client.connect()).rejects.toMatchObject({ code: 'closed' });
  });

  it('rejects a request that waits between two tries', async () => {
    const { client, server, chat, clock } = await anOpenChat(3);
    server.intercept = ({ action }) => (action === 'getMessages' ? anError('rate_limited') : undefined);
    const outcome = expect(chat.messages.history()).rejects.toMatchObject({ code: 'closed' });
    await clock.advance(1);
    client.close();
    await outcome;
  });

  it('ends a connection that is being made', async () => {
    const { client, server, clock } = aClient();
    server.opening = 'refuse';
    const outcome = expect(client.connect()).rejects.toMatchObject({ code: 'closed' });
    await settle();
    client.close();
    await outcome;
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('Chats', () => {
  it('makes the direct chat with a user', async () => {
    const { client, server } = aClient();
    await client.connect();
    const chat = await client.chats.createDirect('bob');
    expect(server.requestsOf('createChat')).toMatchObject([{ type: 'DIRECT', with: 'bob' }]);
    expect(client.chats.get(chat.chatId)).toBe(chat);
    expect(await client.chats.createDirect('bob')).toBe(chat);
  });

  it('tells of a chat when a message of it comes, and delivers that message', async () => {
    const { client, server, clock } = aClient();
    await client.connect();
    server.fill('new', 4);
    const appeared: Chat[] = [];
    let delivered: number[] = [];
    client.chats.onChat((chat) => {
      appeared.push(chat);
      delivered = deliveredBy(chat.messages);
    });
    server.socket.push(server.messageEvent('new', 3));
    server.socket.push(server.messageEvent('new', 3));
    await clock.advance(100);
    expect(appeared.map(({ chatId }) => chatId)).toEqual(['new']);
    expect(delivered).toEqual([3, 4]);
    expect(server.requestsOf('getChat')).toHaveLength(1);
  });

  it('tells of a chat that an event made, starting at its entry', async () => {
    const { client, server } = aClient();
    await client.connect();
    let delivered: number[] = [];
    client.chats.onChat(({ messages }) => (delivered = deliveredBy(messages)));
    const content = { kind: 'created', chatType: 'DIRECT', members: ['alice', 'bob'] };
    const change = { ...anEntry(1), contentType: 'EVENT', content };
    server.logOf('new').push(change as never);
    server.socket.push({ type: 'chat', chat: server.chatOf('new'), change });
    await settle();
    expect(delivered).toEqual([1]);
    expect(server.requestsOf('getChat')).toHaveLength(0);
  });

  it('tells that there is no such chat', async () => {
    const { client, server } = aClient();
    await client.connect();
    server.intercept = ({ action }) => (action === 'getChat' ? anError('not_found') : undefined);
    await expect(client.chats.open('none')).rejects.toMatchObject({ code: 'not_found', outcome: 'refused' });
  });
});

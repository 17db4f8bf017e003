import { type ConnectionState, type WebSocketLike } from '../../client';
import { renewalDelayMs } from '../../client/renewal';
import { aClient, anOpenChat } from '../support/a-client';
import { anError, FakeSocketServer, sentAt } from '../support/fake-socket-server';
import { settle } from '../support/manual-clock';

const minuteMs = 60_000;

/** A token that expires so long after the server's time of the tests. */
const aToken = (lifeMs: number) =>
  `head.${Buffer.from(JSON.stringify({ sub: 'ä', exp: (Date.parse(sentAt) + lifeMs) / 1000 })).toString('base64url')}.sign`;

describe('renewalDelayMs', () => {
  it('is between 110 and 118 minutes', () => {
    const ends = [0, 0.5, 0.999_999].map((chance) => renewalDelayMs(undefined, () => chance) / minuteMs);
    expect(ends.map((minutes) => Math.round(minutes * 100) / 100)).toEqual([110, 114, 118]);
    expect(renewalDelayMs(24 * 60 * minuteMs, () => 0)).toBe(110 * minuteMs);
  });

  it('is one to two minutes before the token expires, and a quarter of its life at most', () => {
    expect([0, 1].map((chance) => renewalDelayMs(60 * minuteMs, () => chance) / minuteMs)).toEqual([59, 58]);
    expect([0, 1].map((chance) => renewalDelayMs(40_000, () => chance))).toEqual([35_000, 30_000]);
  });

  it('does not run after a token that is as good as expired', () => {
    for (const life of [-minuteMs, 0, 5000]) expect(renewalDelayMs(life, () => 0)).toBe(110 * minuteMs);
  });
});

describe('a connection whose time is nearly up', () => {
  it('is replaced without a moment in between, and keeps what is in flight', async () => {
    const { client, server, clock, chat, delivered } = await anOpenChat(3);
    const states: ConnectionState[] = [];
    client.onStateChange((state) => states.push(state));
    server.intercept = ({ action }) => (action === 'getMessages' ? 'silence' : undefined);
    await clock.advance(114 * minuteMs - 1);
    const page = chat.messages.history();
    await settle();
    await clock.advance(1);
    expect(states).toEqual([{ status: 'connected', reason: 'renewed' }]);
    const [old, renewed] = server.sockets;
    expect([old!.isOpen, renewed!.isOpen]).toEqual([true, true]);
    // Events come over both, answers over the one that was asked.
    server.fill('chat', 4);
    old!.push(server.messageEvent('chat', 4));
    renewed!.push(server.messageEvent('chat', 4));
    const asked = server.requestsOf('getMessages')[0]!;
    old!.push({ type: 'ok', requestId: asked.requestId, messages: [] });
    expect(await page).toEqual({ entries: [] });
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 5 });
    expect(delivered).toEqual([4, 5]);
    await clock.advance(10_000);
    expect([old!.isOpen, renewed!.isOpen]).toEqual([false, true]);
    expect(server.requestsOf('sync')).toEqual([]);
    expect(states).toHaveLength(1);
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it.each(['its token is said to have expired', 'it is closed', 'it stays silent'])(
    'is asked again on the other one what was in flight when %s',
    async (end) => {
      const { client, server, clock, chat } = await anOpenChat(3);
      await clock.advance(114 * minuteMs - 1);
      let sends = 0;
      server.intercept = ({ action }) => (action === 'sendMessage' && ++sends === 1 ? 'silence' : undefined);
      const sent = chat.messages.send('hello');
      await settle();
      await clock.advance(1);
      const [old, renewed] = server.sockets;
      expect([old!.isOpen, renewed!.isOpen]).toEqual([true, true]);
      const { requestId } = server.requestsOf('sendMessage')[0]!;
      if (end === 'it is closed') old!.drop();
      else if (end !== 'it stays silent') old!.push({ ...anError('token_expired'), requestId });
      await clock.advance(12_000);
      expect(await sent).toMatchObject({ seq: 4 });
      expect(client.state).toEqual({ status: 'connected', reason: 'renewed' });
    },
  );

  it('is replaced before its token expires, by the server`s clock', async () => {
    const lives = [10, 30].map((minutes) => aToken(minutes * minuteMs));
    const { client, server, clock } = aClient({ token: () => Promise.resolve(lives.shift() ?? 'plain') });
    await clock.advance(5 * minuteMs);
    await client.connect();
    await clock.advance(9 * minuteMs);
    expect(server.sockets).toHaveLength(2);
    await clock.advance(27 * minuteMs);
    expect(server.sockets).toHaveLength(2);
    await clock.advance(2 * minuteMs);
    expect(server.sockets).toHaveLength(3);
    expect(client.state).toEqual({ status: 'connected', reason: 'renewed' });
    client.close();
  });

  it('is kept while no other can be had, which is tried again', async () => {
    const { client, server, clock, chat } = await anOpenChat(3);
    server.opening = 'refuse';
    const states: ConnectionState[] = [];
    client.onStateChange((state) => states.push(state));
    await clock.advance(115 * minuteMs);
    expect(server.sockets.length).toBeGreaterThan(3);
    expect(states).toEqual([]);
    server.sockets[0]!.isOpen = true;
    expect(await chat.messages.send('hello')).toMatchObject({ seq: 4 });
    server.opening = 'open';
    await clock.advance(30_000);
    expect(states).toEqual([{ status: 'connected', reason: 'renewed' }]);
    client.close();
  });

  it('is renewed though the token provider did not settle at first', async () => {
    const tokens = [Promise.resolve('first'), new Promise<string>(() => undefined)];
    const { client, server, clock } = aClient({ token: () => tokens.shift() ?? Promise.resolve('next') });
    await client.connect();
    await clock.advance(114 * minuteMs + 11_000);
    expect(client.state).toEqual({ status: 'connected', reason: 'renewed' });
    expect(server.sockets.map(({ protocols }) => protocols[1])).toEqual(['jwt.first', 'jwt.next']);
    client.close();
  });

  it('takes the other one down with it when it is lost meanwhile', async () => {
    const { client, server, clock } = await anOpenChat(3);
    server.opening = 'hang';
    await clock.advance(114 * minuteMs);
    expect(server.sockets).toHaveLength(2);
    server.sockets[0]!.drop(1001);
    expect(client.state).toMatchObject({ status: 'waiting', reason: 'socket_closed', closeCode: 1001 });
    server.opening = 'open';
    await clock.advance(1000);
    expect(client.state).toEqual({ status: 'connected', reason: 'hello_answered' });
    expect(server.sockets).toHaveLength(3);
    client.close();
    expect(clock.pendingTimers).toBe(0);
  });

  it('is not missed by the one that follows when the old socket ends', async () => {
    const { client, server, clock } = await anOpenChat(3);
    await clock.advance(114 * minuteMs);
    server.sockets[0]!.push(anError('token_expired'));
    server.sockets[0]!.drop(1001);
    expect(client.state).toEqual({ status: 'connected', reason: 'renewed' });
    await clock.advance(114 * minuteMs);
    expect(server.sockets).toHaveLength(3);
    server.sockets[2]!.drop();
    expect(client.state.status).toBe('waiting');
    client.close();
  });
});

describe('a socket that asks to be replaced', () => {
  /** A client, what it goes through, and its own ends of the sockets. */
  const aWatchedClient = () => {
    const ends: WebSocketLike[] = [];
    const server = new FakeSocketServer();
    class Watched extends server.webSocket {
      constructor(url: string, protocols: string[]) {
        super(url, protocols);
        ends.push(this);
      }
    }
    const made = aClient({ webSocket: Watched }, server);
    const reasons: string[] = [];
    made.client.onStateChange(({ reason }) => reasons.push(reason));
    return { ...made, ends, reasons };
  };

  it('is replaced, once, however often it asks', async () => {
    const { client, server, ends, reasons } = aWatchedClient();
    await client.connect();
    ends[0]?.onrenew?.();
    ends[0]?.onrenew?.();
    await settle();
    ends[0]?.onrenew?.();
    await settle();
    expect(reasons).toEqual(['connect_called', 'hello_answered', 'renewed']);
    expect(server.sockets).toHaveLength(2);
  });

  it('is replaced as soon as it is greeted when it asks before, as the first one and as one that takes over', async () => {
    const { client, server, ends, reasons } = aWatchedClient();
    let asked = 0;
    server.intercept = ({ action }) => {
      if (action === 'hello' && (asked += 1) <= 2) ends.at(-1)?.onrenew?.();
      return undefined;
    };
    await client.connect();
    await settle();
    expect(reasons).toEqual(['connect_called', 'hello_answered', 'renewed', 'renewed']);
    expect(server.sockets).toHaveLength(3);
  });
});

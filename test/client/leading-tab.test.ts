import { sharedWebSocket } from '../../client/browser';
import { aTokenOf, FakeBrowser } from '../support/fake-browser';
import { settle } from '../support/manual-clock';
import { tabs } from '../support/tabs';

describe('the tab that leads', () => {
  it('passes the lead on when the tab that leads is closed: nothing is lost, nothing comes twice', async () => {
    const { browser, server, clock, bobSends, one, two, three } = await tabs(3);
    bobSends();
    await settle();
    one.page.die();
    bobSends();
    const sending = two.chat.messages.send('in between');
    await clock.advance(3000);
    bobSends();
    await expect(sending).resolves.toMatchObject({ seq: 6 });
    await clock.advance(3000);
    expect(browser.open).toHaveLength(1);
    expect(server.sockets).toHaveLength(2);
    expect([two.seqs, three.seqs]).toEqual([
      [4, 5, 6, 7],
      [4, 5, 6, 7],
    ]);
    expect(two.states).toEqual([
      'waiting socket_closed',
      'connecting delay_over',
      'connected hello_answered',
    ]);
    expect(three.client.state.status).toBe('connected');
  });

  it('does not cut the others when a client is closed, the one that leads neither', async () => {
    const { browser, clock, bobSends, one, two, three } = await tabs(3);
    three.client.close();
    await clock.advance(100);
    one.client.close();
    await clock.advance(100);
    bobSends();
    await clock.advance(20_000);
    bobSends();
    await clock.advance(100);
    expect(two.states).toEqual(['connected renewed']);
    expect(two.seqs).toEqual([4, 5]);
    expect(browser.open).toHaveLength(1);
  });

  it('closes the socket with the last client', async () => {
    const { browser, clock, one, two } = await tabs(2);
    two.client.close();
    one.client.close();
    await clock.advance(100);
    expect(browser.open).toEqual([]);
    expect(browser.channels.size).toBe(0);
    expect(clock.pendingTimers).toBe(0);
  });

  it('takes the lead from a tab that is frozen, which follows once it thaws', async () => {
    const { browser, clock, bobSends, one, two, three } = await tabs(3);
    one.page.freeze();
    const sending = two.chat.messages.send('to a frozen leader');
    await clock.advance(6000);
    await expect(sending).resolves.toMatchObject({ seq: 4 });
    bobSends();
    one.page.thaw();
    await clock.advance(60_000);
    bobSends();
    await clock.advance(1000);
    expect(browser.open).toHaveLength(1);
    for (const { seqs, client } of [one, two, three]) {
      expect(client.state.status).toBe('connected');
      expect(seqs).toEqual([4, 5, 6]);
    }
  });

  it('finds out by its own pings that the tab that leads is frozen', async () => {
    const { clock, one, two } = await tabs(2);
    one.page.freeze();
    await clock.advance(30_000);
    expect(two.states).toEqual([
      'waiting socket_closed',
      'connecting delay_over',
      'connected hello_answered',
    ]);
  });

  it('moves the lead from a tab that nobody looks at to one that somebody does, without a gap', async () => {
    const { browser, clock, bobSends, one, two, three } = await tabs(3);
    one.page.look('hidden');
    three.page.look('hidden');
    await clock.advance(100_000);
    bobSends();
    await clock.advance(100);
    expect(browser.open).toHaveLength(1);
    expect(browser.server.sockets).toHaveLength(2);
    for (const { states, seqs } of [one, two, three]) {
      expect(states).toEqual(['connected renewed']);
      expect(seqs).toEqual([4]);
    }
    one.page.die();
    await clock.advance(100);
    expect(two.states).toEqual(['connected renewed']);
  });

  it('leaves the lead where it is while nobody looks at any tab', async () => {
    const { browser, clock, one, two } = await tabs(2);
    one.page.look('hidden');
    two.page.look('hidden');
    await clock.advance(200_000);
    expect(browser.server.sockets).toHaveLength(1);
  });

  it('renews the socket of all tabs before its time is up', async () => {
    const { browser, server, clock, bobSends, one, two } = await tabs(2);
    await clock.advance(114 * 60_000 + 20_000);
    bobSends();
    await clock.advance(100);
    expect(browser.open).toHaveLength(1);
    expect(server.sockets).toHaveLength(2);
    for (const { states, seqs } of [one, two]) {
      expect(new Set(states)).toEqual(new Set(['connected renewed']));
      expect(seqs).toEqual([4]);
    }
  });

  it('connects all tabs anew when the server ends the socket', async () => {
    const { browser, server, clock, bobSends, one, two } = await tabs(2);
    server.socket.drop(1001);
    bobSends();
    await clock.advance(5000);
    expect(browser.open).toHaveLength(1);
    expect(one.client.state).toMatchObject({ status: 'connected' });
    expect([one.seqs, two.seqs]).toEqual([[4], [4]]);
    expect(one.states[0]).toBe('waiting socket_closed');
  });

  it('lets another tab try when the one that leads cannot connect', async () => {
    const browser = new FakeBrowser();
    const { server, clock } = browser;
    server.opening = 'refuse';
    const [one, two] = [browser.page(), browser.page()].map((page) => page.client());
    const connected = Promise.all([one!.connect(), two!.connect()]);
    await clock.advance(10_000);
    server.opening = 'open';
    await clock.advance(60_000);
    await connected;
    expect(browser.open).toHaveLength(1);
  });

  it('does not hold up the others with a socket that never opens, though it is throttled', async () => {
    const browser = new FakeBrowser();
    const { server, clock } = browser;
    server.opening = 'hang';
    const pages = [browser.page(), browser.page(), browser.page()];
    const clients = pages.map((page) => page.client());
    // They wait at different times, so that there is always one that does.
    for (const client of clients) {
      void client.connect().catch(() => undefined);
      await clock.advance(4000);
      pages[0]?.throttle();
    }
    server.opening = 'open';
    await clock.advance(30_000);
    expect(clients.slice(1).map(({ state }) => state.status)).toEqual(['connected', 'connected']);
    expect(browser.open).toHaveLength(1);
  });

  it('ends a socket that has gone silent when any tab asks again', async () => {
    const { browser, server, clock, one, two } = await tabs(2);
    const dead = server.socket;
    server.intercept = () => (server.socket === dead ? 'silence' : undefined);
    one.page.throttle();
    await clock.advance(60_000);
    expect(browser.open).toHaveLength(1);
    expect(server.sockets.length).toBeGreaterThan(1);
    expect(two.client.state.status).toBe('connected');
  });

  it('ends the socket before, though a tab that rode on it has crashed', async () => {
    const { browser, clock, two, three } = await tabs(3);
    three.page.die();
    await clock.advance(114 * 60_000 + 20_000);
    expect(browser.server.sockets).toHaveLength(2);
    expect(browser.open).toHaveLength(1);
    expect(two.states).toContain('connected renewed');
  });

  it('stays with a tab that one misjudges which was frozen itself', async () => {
    const { browser, clock, two } = await tabs(2);
    const sending = two.chat.messages.send('before the frost');
    two.page.freeze();
    await clock.advance(7000);
    two.page.thaw();
    await clock.advance(3000);
    await expect(sending).resolves.toMatchObject({ seq: 4 });
    expect(browser.server.sockets).toHaveLength(1);
  });

  it('takes no place with another tab, however late it is offered', async () => {
    const page = new FakeBrowser().page();
    const said: { kind: string; socket?: string; shared?: string }[] = [];
    let hear: (data: unknown) => void = () => undefined;
    const { channel: Channel, ...platform } = page.platform;
    class Watched extends Channel {
      constructor(name: string) {
        super(name);
        hear = (data) => this.onmessage?.({ data });
      }
      override postMessage(message: (typeof said)[0]) {
        said.push(message);
      }
    }
    const WebSocket = sharedWebSocket({ ...platform, channel: Watched }, page.clock);
    let openings = 0;
    const socket = new WebSocket('ws://test/local', [`jwt.${aTokenOf('alice')}`]);
    socket.addEventListener('open', () => (openings += 1));
    await settle();
    const [join] = said;
    hear({ kind: 'joined', socket: join?.socket, shared: 'of-another-tab' });
    await settle();
    expect(said.map(({ kind }) => kind)).toEqual(['join', 'elected', 'opened', 'leave']);
    expect(said.at(-1)?.shared).toBe('of-another-tab');
    expect(openings).toBe(1);
  });
});

import { sharedWebSocket } from '../../client/browser';
import { FakeBrowser } from '../support/fake-browser';
import { settle } from '../support/manual-clock';
import { tabs } from '../support/tabs';

describe('sharedWebSocket', () => {
  it('has one socket for all tabs, which tells each of them what comes', async () => {
    const { browser, bobSends, one, two, three } = await tabs(3);
    bobSends();
    await settle();
    expect(browser.server.sockets).toHaveLength(1);
    expect([one.seqs, two.seqs, three.seqs]).toEqual([[4], [4], [4]]);
  });

  it('gives an answer to the tab that asked, whatever the others ask at the same time', async () => {
    const { server, one, two } = await tabs(2);
    server.fill('other', 7);
    const ids = { one: one.client.chats.open('other'), two: two.client.users.get(['bob']) };
    await expect(ids.two).resolves.toMatchObject([{ userId: 'bob' }]);
    expect((await ids.one).info.lastSeq).toBe(7);
    const wire = server.requests.map(({ requestId }) => requestId);
    expect(new Set(wire).size).toBe(wire.length);
  });

  it('shows in every tab what one of them sends, once and in order', async () => {
    const { server, one, two, bobSends } = await tabs(2);
    const sent = await two.chat.messages.send('from two');
    expect(sent.seq).toBe(4);
    bobSends();
    await one.chat.messages.send('from one');
    await settle();
    expect([one.seqs, two.seqs]).toEqual([
      [4, 5, 6],
      [4, 5, 6],
    ]);
    expect(server.requestsOf('sync')).toEqual([]);
  });

  it('tells the other tabs of a group that one of them makes and changes', async () => {
    const { one, two } = await tabs(2);
    const appeared = new Promise<string | undefined>((resolve) =>
      two.client.chats.onChat(({ info }) => resolve(info.title)),
    );
    const group = await one.client.chats.createGroup({ title: 'Hike', members: ['bob'] });
    expect(await appeared).toBe('Hike');
    await group.setTitle('Long hike');
    await settle();
    expect(two.client.chats.get(group.chatId)?.info.title).toBe('Long hike');
  });

  it('tells the other tabs what was read in one of them', async () => {
    const { clock, one, two, bobSends } = await tabs(2);
    bobSends();
    await settle();
    const heard: number[] = [];
    one.chat.receipts.onReceipt(({ userId, readSeq }) => userId === 'alice' && heard.push(readSeq));
    const marked = two.chat.receipts.markRead();
    await clock.advance(1000);
    await marked;
    await settle();
    expect(heard).toContain(4);
  });

  it('pings once for all tabs', async () => {
    const { server, clock } = await tabs(3);
    await clock.advance(60_500);
    expect(server.requestsOf('ping')).toHaveLength(3);
  });

  it('shares nothing between two users', async () => {
    const browser = new FakeBrowser();
    const [alice, bob] = [browser.page().client('alice'), browser.page().client('bob')];
    await Promise.all([alice.connect(), bob.connect()]);
    expect(browser.open).toHaveLength(2);
  });

  it('shares nothing of a token that it cannot read', async () => {
    const browser = new FakeBrowser();
    const token = () => Promise.resolve('opaque');
    await Promise.all([1, 2].map(() => browser.page().client('alice', { token }).connect()));
    expect(browser.open).toHaveLength(2);
  });

  it.each(['locks', 'channel'] as const)('has a socket for each tab without %s', async (missing) => {
    const browser = new FakeBrowser();
    const { clock } = browser;
    const clients = [1, 2].map(() => {
      const page = browser.page();
      const { [missing]: _, ...platform } = page.platform;
      return page.client('alice', { webSocket: sharedWebSocket(platform, clock) });
    });
    await Promise.all(clients.map((client) => client.connect()));
    expect(browser.open).toHaveLength(2);
  });

  it('says that there is no WebSocket', () => {
    expect(() => sharedWebSocket({})).toThrow(TypeError);
  });

  it('says nothing of the token to other tabs', async () => {
    const browser = new FakeBrowser();
    const spy = browser.page();
    const said: unknown[] = [];
    const { channel: Channel } = spy.platform;
    const page = browser.page();
    const names: string[] = [];
    const { channel } = page.platform;
    class Watched extends channel {
      constructor(name: string) {
        super(name);
        names.push(name);
        new Channel(name).onmessage = ({ data }) => said.push(data);
      }
    }
    const webSocket = sharedWebSocket({ ...page.platform, channel: Watched }, page.clock);
    const client = page.client('alice', { webSocket });
    await client.connect();
    const other = browser.page().client();
    await other.connect();
    expect(said.length).toBeGreaterThan(3);
    expect(JSON.stringify([said, names])).not.toContain(
      btoa(JSON.stringify({ iss: 'issuer', sub: 'alice' })),
    );
  });
});

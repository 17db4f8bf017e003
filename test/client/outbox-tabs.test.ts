import { type OutboxRecord } from '../../client';
import { indexedDbOutbox } from '../../client/browser';
import { FakeBrowser, type FakePage } from '../support/fake-browser';
import { settle } from '../support/manual-clock';

const aRecord = (name: string): OutboxRecord => ({
  chatId: 'chat',
  clientMessageId: `message-with-name-${name}`,
  afterSeq: 3,
  isTried: false,
  queuedAt: 7,
  contentType: 'TEXT',
  content: `text of ${name}`,
});

/** The disk of this browser answers when it can. */
async function until(isSo: () => boolean): Promise<void> {
  for (let turns = 0; turns < 1000 && !isSo(); turns += 1) await settle();
}

/** Tabs of alice with the socket and the outbox that a page has, all in one chat with 3 entries. */
async function tabs(count: number) {
  const browser = new FakeBrowser();
  browser.server.fill('chat', 3);
  const open = async (page: FakePage) => {
    const outbox = indexedDbOutbox('alice', page.platform);
    const client = page.client('alice', { outbox });
    await client.connect();
    return { page, client, chat: await client.chats.open('chat') };
  };
  const made = [];
  for (let at = 0; at < count; at += 1) made.push(await open(browser.page()));
  const textsOf = () => browser.server.logOf('chat').map(({ content }) => content);
  const { server, clock } = browser;
  return { browser, server, clock, open, made: made as [(typeof made)[0], ...typeof made], textsOf };
}

describe('indexedDbOutbox in several tabs', () => {
  it('gives what a closed tab has left to one that is open, at once', async () => {
    const browser = new FakeBrowser();
    const pages = [browser.page(), browser.page(), browser.page()] as const;
    const outboxes = pages.map((page) => indexedDbOutbox(() => 'alice', page.platform));
    const [one, two, three] = outboxes as [(typeof outboxes)[0], ...typeof outboxes];
    const claimed: string[] = [];
    for (const outbox of [two!, three!])
      outbox.attach?.(() => {
        void outbox
          .load()
          .then((records) => claimed.push(...records.map(({ clientMessageId }) => clientMessageId)));
      });
    // The last one is known to the others by what it says alone.
    await two!.load();
    await three!.load();
    await one.put(aRecord('of-one'));
    await settle();
    pages[0].die();
    await until(() => claimed.length > 0);
    for (let turns = 0; turns < 20; turns += 1) await settle();
    expect(claimed).toEqual([aRecord('of-one').clientMessageId]);
    // And this one to the last by its lock.
    await two!.put(aRecord('of-two'));
    pages[1].die();
    await until(() => claimed.includes(aRecord('of-two').clientMessageId));
    expect(claimed).toContain(aRecord('of-two').clientMessageId);
  });

  it('leaves to the others what a client had when it was closed, though its page lives', async () => {
    const browser = new FakeBrowser();
    const one = indexedDbOutbox('alice', browser.page().platform);
    const two = indexedDbOutbox('alice', browser.page().platform);
    const detach = one.attach?.(() => undefined);
    await one.put(aRecord('of-one'));
    expect(await two.load()).toEqual([]);
    detach?.();
    expect(await two.load()).toEqual([aRecord('of-one')]);
  });

  it('sends what a tab could not send before it was closed, from another one, once', async () => {
    const { server, clock, made, textsOf } = await tabs(2);
    const [one, two] = made;
    server.intercept = ({ action }) => (action === 'sendMessage' ? 'silence' : undefined);
    void two!.chat.messages.send('left by two').catch(() => undefined);
    await until(() => server.requestsOf('sendMessage').length > 0);
    const seen: string[] = [];
    one.chat.messages.onOutgoing(({ state }) => seen.push(state));
    two!.page.die();
    server.intercept = () => undefined;
    await until(() => seen.includes('sent'));
    await clock.advance(20_000);
    expect(textsOf().filter((text) => text === 'left by two')).toHaveLength(1);
    expect(seen).toEqual(['sending', 'sent']);
    expect(server.sockets).toHaveLength(1);
  });

  it('sends it once too when the server had stored it, and only the answer was lost', async () => {
    const { server, made, textsOf } = await tabs(2);
    const [one, two] = made;
    server.intercept = (request) => {
      if (request.action !== 'sendMessage') return undefined;
      server.append(request);
      return 'silence';
    };
    void two!.chat.messages.send('stored').catch(() => undefined);
    await until(() => server.requestsOf('sendMessage').length > 0);
    const seen: string[] = [];
    one.chat.messages.onOutgoing(({ state }) => seen.push(state));
    two!.page.die();
    server.intercept = () => undefined;
    await until(() => seen.includes('sent'));
    expect(textsOf().filter((text) => text === 'stored')).toHaveLength(1);
  });

  it('sends after the last tab was closed what it had left, at the next start, once', async () => {
    const { browser, server, clock, made, open, textsOf } = await tabs(1);
    const [one] = made;
    server.opening = 'refuse';
    server.socket.drop();
    void one.chat.messages.send('written offline').catch(() => undefined);
    await until(() => one.chat.messages.outgoing.length > 0);
    for (let turns = 0; turns < 50; turns += 1) await settle();
    one.page.die();
    server.opening = 'open';
    await clock.advance(1);
    const again = await open(browser.page());
    await until(() => again.chat.messages.outgoing.length === 0 && textsOf().length > 3);
    expect(textsOf().slice(3)).toEqual(['written offline']);
    expect(server.requestsOf('sendMessage')).toHaveLength(1);
  });
});

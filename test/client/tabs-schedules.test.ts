import fc from 'fast-check';
import { type ParleyClient } from '../../client';
import { deliveredBy } from '../support/a-client';
import { FakeBrowser, type FakePage } from '../support/fake-browser';
import { type ServerSocket } from '../support/fake-web-socket';
import { settle } from '../support/manual-clock';

interface Tab {
  page: FakePage;
  client: ParleyClient;
  seqs: number[];
  startSeq: number;
}

const actions = [
  'open',
  'close client',
  'close tab',
  'freeze',
  'thaw',
  'hide',
  'show',
  'drop',
  'receive',
  'send',
  'wait',
  'wait long',
] as const;
type Step = { what: (typeof actions)[number]; which: number };

/** A browser in which the same things happen as to one of a person, in any order. */
class Story {
  readonly browser = new FakeBrowser();
  tabs: Tab[] = [];
  readonly #pages: FakePage[] = [];
  #asking: ServerSocket | undefined;

  constructor() {
    const { server } = this.browser;
    server.fill('chat', 3);
    const receive = server.receive.bind(server);
    server.receive = (socket, text) => {
      this.#asking = socket;
      receive(socket, text);
    };
    server.onAppend = (_chatId, { seq }) => this.#tell(seq, this.#asking);
  }

  async run({ what, which }: Step): Promise<void> {
    const { server, clock } = this.browser;
    const tab = this.tabs[which % Math.max(1, this.tabs.length)];
    if (what === 'open') await this.open();
    if (what === 'drop') this.browser.open.at(which)?.drop(1006);
    if (what === 'receive') this.#receive();
    if (what === 'wait') await clock.advance(500);
    if (what === 'wait long') await clock.advance(90_000);
    if (tab) this.#do(tab, what);
    if (which % 2 === 0) await settle();
    expect(server.sockets.length).toBeLessThan(200);
  }

  async open(): Promise<void> {
    if (this.tabs.length > 4) return;
    const page = this.browser.page();
    this.#pages.push(page);
    const client = page.client();
    void client.connect().catch(() => undefined);
    for (let waited = 0; waited < 60 && client.state.status !== 'connected'; waited += 1)
      await this.browser.clock.advance(1000);
    const opening = client.chats.open('chat');
    await this.browser.clock.advance(15_000);
    const chat = await opening;
    this.tabs.push({ page, client, seqs: deliveredBy(chat.messages), startSeq: chat.messages.startSeq });
  }

  /** Nothing is in the way any more: how it ends. */
  async end(): Promise<void> {
    for (const page of this.#pages) {
      page.thaw();
      page.look('visible');
    }
    await this.browser.clock.advance(200_000);
    this.#receive();
    await this.browser.clock.advance(1000);
  }

  #do(tab: Tab, what: Step['what']): void {
    const { page, client } = tab;
    if (what === 'freeze') page.freeze();
    if (what === 'thaw') page.thaw();
    if (what === 'hide') page.look('hidden');
    if (what === 'show') page.look('visible');
    if (what === 'send') {
      const { messages } = client.chats.get('chat')!;
      messages.send('text').catch(() => undefined);
    }
    if (what === 'close client') page.live(() => client.close());
    if (what === 'close tab') page.die();
    if (what.startsWith('close')) this.tabs = this.tabs.filter((other) => other !== tab);
  }

  #receive(): void {
    const { server } = this.browser;
    const seq = server.chat('chat').lastSeq + 1;
    server.fill('chat', seq);
    this.#tell(seq);
  }

  /** Every socket hears of it but the one that asked, which has an answer. */
  #tell(seq: number, asking?: ServerSocket): void {
    const { open, server } = this.browser;
    for (const socket of open) if (socket !== asking) socket.push(server.messageEvent('chat', seq));
  }
}

describe('tabs that share a socket', () => {
  it('have one socket and the same messages, each once, whatever happens to them', async () => {
    const step = fc.record({ what: fc.constantFrom(...actions), which: fc.nat(5) });
    const schedules = fc.array(step, { minLength: 5, maxLength: 25 });
    await fc.assert(
      fc.asyncProperty(schedules, async (steps) => {
        const story = new Story();
        await story.open();
        await story.open();
        for (const step of steps) await story.run(step);
        await story.end();
        const { browser, tabs } = story;
        const { lastSeq } = browser.server.chat('chat');
        expect(tabs.map(({ client }) => client.state.status)).toEqual(tabs.map(() => 'connected'));
        for (const { seqs, startSeq } of tabs) {
          const all = Array.from({ length: lastSeq - startSeq + 1 }, (_, at) => startSeq + at);
          expect(seqs).toEqual(all);
        }
        expect(browser.open).toHaveLength(Math.min(1, tabs.length));
      }),
      { numRuns: Number(process.env['RUNS'] ?? 100) },
    );
  }, 120_000);
});

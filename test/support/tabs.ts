import { type ConnectionState, type ParleyClient } from '../../client';
import { deliveredBy } from './a-client';
import { FakeBrowser } from './fake-browser';

/** What a client goes through from now on. */
function statesOf(client: ParleyClient): string[] {
  const states: string[] = [];
  client.onStateChange(({ status, reason }: ConnectionState) => states.push(`${status} ${reason}`));
  return states;
}

/** Tabs of alice that look at one chat with 3 entries; the first one leads. */
export async function tabs(count: number) {
  const browser = new FakeBrowser();
  const { server, clock } = browser;
  server.fill('chat', 3);
  const made = [];
  for (let at = 0; at < count; at += 1) {
    const page = browser.page();
    const client = page.client();
    await client.connect();
    const chat = await client.chats.open('chat');
    made.push({ page, client, chat, seqs: deliveredBy(chat.messages), states: statesOf(client) });
  }
  const bobSends = () => {
    const seq = server.chat('chat').lastSeq + 1;
    server.fill('chat', seq);
    browser.push(server.messageEvent('chat', seq));
  };
  const [one, two, three] = made as [(typeof made)[0], ...typeof made];
  return { browser, server, clock, bobSends, one, two: two!, three: three! };
}

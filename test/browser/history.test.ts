import { type Page } from 'playwright-core';
import { anEntry, FakeSocketServer } from '../support/fake-socket-server';
import { WebChat } from '../support/browser';

const total = 10_000;

/** Answers the page's socket from a server in this process. */
async function serve(page: Page, server: FakeSocketServer): Promise<void> {
  await page.routeWebSocket(/\/local/, (route) => {
    const socket = new server.webSocket(route.url(), []);
    socket.addEventListener('message', ({ data }) => route.send(String(data)));
    route.onMessage((text) => socket.send(String(text)));
  });
}

function aLongChat(): FakeSocketServer {
  const server = new FakeSocketServer();
  const { log } = server.chat('chat');
  for (let seq = 1; seq <= total; seq += 1) {
    const sentAt = new Date(Date.parse('2026-01-01T00:00:00Z') + seq * 600_000).toISOString();
    const content = `number ${seq} ${'and so on '.repeat(seq % 23)}`;
    log.push(anEntry(seq, { senderId: seq % 3 ? 'bob' : 'alice', sentAt, content }));
  }
  return server;
}

const box = '.messages';
const scroll = (page: Page, by: number) =>
  page.evaluate(`document.querySelector('${box}').scrollBy(0, ${by})`);

/** The numbers on the screen with where each begins, in pixels from the top of the list. */
const seen = (page: Page) =>
  page.evaluate<Record<string, number>>(`(() => {
    const room = document.querySelector('${box}').getBoundingClientRect();
    const shown = [...document.querySelectorAll('.row')].map((row) => [/number (\\d+)/.exec(row.textContent)?.[1], row.getBoundingClientRect()]);
    return Object.fromEntries(shown
      .filter(([number, { top, bottom }]) => number && bottom > room.top && top < room.bottom)
      .map(([number, { top }]) => [number, Math.round(top - room.top)]));
  })()`);

describe('a conversation of 10,000 messages', () => {
  let chat: WebChat;
  let page: Page;
  beforeAll(async () => {
    chat = await WebChat.start();
    page = await chat.page();
    await serve(page, aLongChat());
    await page.goto(`${chat.runtime.webUrl}/#/chat/chat`);
    await page.getByLabel('Your name').fill('alice');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page
      .locator('.row')
      .filter({ hasText: `number ${total} ` })
      .waitFor();
  });
  afterAll(() => chat.stop());

  it('goes back to its beginning, never shows a message twice, and holds a screenful in the page', async () => {
    let most = 0;
    for (let steps = 0; steps < 3000; steps += 1) {
      await scroll(page, -4000);
      most = Math.max(most, await page.locator('.row').count());
      if ((await page.getByText('This is where').count()) > 0) break;
    }
    await page.getByText('This is where').waitFor();
    expect(most).toBeLessThan(120);
    expect(Object.keys(await seen(page)).slice(0, 3)).toEqual(['1', '2', '3']);
    await page.getByRole('button', { name: /Jump to the newest/ }).click();
    await page
      .locator('.row')
      .filter({ hasText: `number ${total} ` })
      .waitFor();
  }, 240_000);

  it('leaves what is read where it is when older messages come in above it', async () => {
    await page.reload();
    await page
      .locator('.row')
      .filter({ hasText: `number ${total} ` })
      .waitFor();
    for (let steps = 0; steps < 60; steps += 1) {
      const before = await seen(page);
      await scroll(page, -300);
      // What came in is laid out, and measured, in the frames that follow.
      await page.evaluate('new Promise((done) => setTimeout(done, 60))');
      const after = await seen(page);
      const moved = Object.keys(before)
        .filter((number) => number in after)
        .map((number) => after[number]! - before[number]!);
      expect(moved.length).toBeGreaterThan(0);
      expect(moved.every((pixels) => Math.abs(pixels - 300) <= 1)).toBe(true);
    }
  }, 120_000);
});

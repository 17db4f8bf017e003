import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright-core';
import { line, say, talkTo, WebChat } from '../support/browser';

/** What axe finds, as `rule: selector`. */
async function flaws(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe.each(['light', 'dark'] as const)('the web app in %s', (colorScheme) => {
  let chat: WebChat;
  beforeAll(async () => {
    chat = await WebChat.start();
  });
  afterAll(() => chat.stop());

  it('has no flaw that axe finds, in any of its views', async () => {
    const visitor = await chat.page({ colorScheme });
    await visitor.goto(chat.runtime.webUrl);
    await visitor.getByLabel('Your name').waitFor();
    expect(await flaws(visitor)).toEqual([]);
    const page = await chat.signIn('ann', { colorScheme });
    await page.getByText('Nobody has written yet').waitFor();
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'New conversation' }).click();
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await talkTo(page, 'ben,cem', 'Hike');
    await say(page, 'see https://example.com');
    await line(page, 'example.com').locator('[data-state="SENT"]').waitFor();
    await page.getByRole('button', { name: 'Members and settings' }).click();
    await page.getByText('3 members').last().waitFor();
    const focused = () =>
      page.evaluate('document.activeElement.textContent || document.activeElement.ariaLabel');
    expect(await focused()).toBe('Group');
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Members and settings');
  });

  it('says each new message, also the same once more, and not what was there before', async () => {
    const [one, other] = [
      await chat.signIn('ira', { colorScheme }),
      await chat.signIn('jim', { colorScheme }),
    ];
    await talkTo(other, 'ira');
    await say(other, 'before');
    await one.getByRole('link', { name: /before/ }).click();
    await line(one, 'before').waitFor();
    for (const text of ['ping', 'ping']) await say(other, text);
    const spoken = one.locator('[aria-live="polite"] > p');
    await spoken.nth(1).waitFor({ state: 'attached' });
    expect(await spoken.allTextContents()).toEqual(['jim: ping', 'jim: ping']);
  });

  it('shows the list or the conversation on a phone, and goes back', async () => {
    const page = await chat.signIn('dan', { colorScheme, viewport: { width: 360, height: 640 } });
    await talkTo(page, 'eve');
    await say(page, 'hello');
    await line(page, 'hello').waitFor();
    expect(await page.getByRole('link', { name: /eve/ }).isVisible()).toBe(false);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('link', { name: /eve.*hello/s }).waitFor();
  });

  it('wears the colours of the device until the user chooses others, which stay', async () => {
    const page = await chat.signIn('hal', { colorScheme });
    const canvas = () => page.evaluate('getComputedStyle(document.body).backgroundColor');
    const colours = { light: 'rgb(243, 239, 231)', dark: 'rgb(17, 20, 27)' };
    const other = colorScheme === 'light' ? 'dark' : 'light';
    expect(await canvas()).toBe(colours[colorScheme]);
    await page.getByRole('button', { name: new RegExp(other) }).click();
    expect(await canvas()).toBe(colours[other]);
    await page.reload();
    await page.getByRole('button', { name: 'New conversation' }).waitFor();
    expect(await canvas()).toBe(colours[other]);
  });

  it('reads text from right to left where it is written so', async () => {
    const page = await chat.signIn('fay', { colorScheme });
    await talkTo(page, 'gil');
    await say(page, 'שלום לכולם');
    const text = line(page, 'שלום').locator('.text');
    expect(await text.getAttribute('dir')).toBe('auto');
    expect(
      await page.evaluate('getComputedStyle([...document.querySelectorAll(".text")].at(-1)).direction'),
    ).toBe('rtl');
  });
});

import { AxeBuilder } from '@axe-core/playwright';
import { type Page } from 'playwright-core';
import { line, refuseActions, say, talkTo, WebChat } from '../support/browser';

const phone = { viewport: { width: 390, height: 760 } };

async function flaws(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`));
}

describe('the web app without a server that answers', () => {
  let chat: WebChat;
  let visitors = 0;
  const names = () => [`ann${(visitors += 1)}`, `ben${visitors}`] as const;
  const goOffline = async (page: Page) => {
    await page.context().setOffline(true);
    chat.runtime.closeConnections();
    await page.getByText('You are offline.').first().waitFor();
  };
  /** One who has talked, and whose page was loaded again since. */
  const returned = async (options = {}) => {
    const [ann, ben] = names();
    const page = await chat.signIn(ann, options);
    await talkTo(page, ben);
    await say(page, 'before');
    await line(page, 'before').locator('[data-state="SENT"]').waitFor();
    await page.goto(`${chat.runtime.webUrl}/#/`);
    await page.reload();
    await page.getByRole('link', { name: new RegExp(ben) }).waitFor();
    return { page, ben };
  };
  beforeAll(async () => {
    chat = await WebChat.start();
  });
  afterAll(() => chat.stop());
  afterEach(() => expect(chat.complaints.splice(0)).toEqual([]));

  it.each(['light', 'dark'] as const)('says so on a phone above the list, in %s', async (colorScheme) => {
    const { page } = await returned({ ...phone, colorScheme });
    await goOffline(page);
    await page.getByRole('button', { name: 'Try now' }).waitFor();
    expect(await flaws(page)).toEqual([]);
  });

  it('leads back from a conversation that cannot be opened yet, and opens it once there is a connection', async () => {
    const { page, ben } = await returned(phone);
    await goOffline(page);
    await page.getByRole('link', { name: new RegExp(ben) }).click();
    await page.getByText('Waiting for the connection…').waitFor();
    await page.getByRole('heading', { name: ben }).waitFor();
    expect(await flaws(page)).toEqual([]);
    await page.getByRole('button', { name: 'Back to the list' }).click();
    await page.getByRole('link', { name: new RegExp(ben) }).click();
    await page.context().setOffline(false);
    await line(page, 'before').waitFor();
  });

  it('lets a new conversation be called off, and nothing of it follows', async () => {
    const [ann, ben] = names();
    const page = await chat.signIn(ann);
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByLabel('Names of people').fill(ben);
    await goOffline(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('This needs a connection.').waitFor();
    expect(await dialog.getByRole('button', { name: 'Start talking' }).isDisabled()).toBe(true);
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    await page.getByText('Conversations appear here.').waitFor();
  });

  it('says that the list, or a conversation, did not load, and loads it at the next try', async () => {
    const { page, ben } = await returned();
    const refused = await refuseActions(page, 'listChats', 'getChat');
    await page.reload();
    await page.getByText('The list did not load.').waitFor();
    expect(await flaws(page)).toEqual([]);
    refused.delete('listChats');
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('link', { name: new RegExp(ben) }).click();
    await page.getByText('This conversation did not open').waitFor();
    expect(await page.getByText('It does not exist').count()).toBe(0);
    refused.clear();
    await page.getByRole('button', { name: 'Try again' }).click();
    await line(page, 'before').waitFor();
  });

  it('says why a message can never be sent, and keeps its text', async () => {
    const { page, ben } = await returned();
    await page.getByRole('link', { name: new RegExp(ben) }).click();
    await page.getByLabel('Message', { exact: true }).evaluate((field) => {
      const element = field as unknown as { value: string };
      Reflect.set(Object.getPrototypeOf(element) as object, 'value', 'half \ud83d', element);
      field.dispatchEvent(new Event('input', { bubbles: true }));
    });
    await page.getByRole('button', { name: 'Send', exact: true }).click();
    await line(page, 'half').getByText('there is a broken character in it').waitFor();
    expect(await flaws(page)).toEqual([]);
  });

  it('has dialogs without a flaw that axe finds: mute, profile, and names that do not fit', async () => {
    const { page, ben } = await returned();
    await page.getByRole('link', { name: new RegExp(ben) }).click();
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: /your profile/ }).click();
    expect(await flaws(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'New conversation' }).click();
    const field = page.getByLabel('Names of people');
    await field.pressSequentially('cem zoë ');
    await page.getByText('“zoë” cannot be a name here.').waitFor();
    expect(await field.inputValue()).toBe('zoë ');
    expect(await flaws(page)).toEqual([]);
    await page.getByText('The names they sign in with').click();
    await page.getByRole('dialog').getByText('People', { exact: true }).click();
    await page.getByRole('button', { name: 'Remove cem' }).waitFor();
  });

  it('writes a second line with Enter where the keyboard is on the screen', async () => {
    const [ann, ben] = names();
    const page = await chat.signIn(ann, { ...phone, hasTouch: true, isMobile: true });
    await talkTo(page, ben);
    const field = page.getByLabel('Message', { exact: true });
    await field.pressSequentially('first');
    await page.keyboard.press('Enter');
    await field.pressSequentially('second');
    expect(await field.inputValue()).toBe('first\nsecond');
    await page.getByRole('button', { name: 'Send', exact: true }).tap();
    await line(page, 'second').waitFor();
  });
});

import { line, say, talkTo, WebChat } from '../support/browser';

describe('the web app', () => {
  let chat: WebChat;
  let visitors = 0;
  /** Names that no other test uses. */
  const names = () => [`ann${(visitors += 1)}`, `ben${visitors}`, `cem${visitors}`] as const;
  beforeAll(async () => {
    chat = await WebChat.start();
  });
  afterAll(() => chat.stop());
  afterEach(() => expect(chat.complaints.splice(0)).toEqual([]));

  it('lets two users talk, and tells each what became of their messages', async () => {
    const [ann, ben] = names();
    const [one, other] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben);
    await say(one, 'good morning');
    await line(one, 'good morning').locator('[data-state="DELIVERED"]').waitFor();
    await other.getByRole('link', { name: new RegExp(`${ann}.*good morning.*1 unread`, 's') }).click();
    await line(one, 'good morning').locator('[data-state="READ"]').waitFor();
    await other.getByLabel('Message', { exact: true }).pressSequentially('mor');
    await one.getByRole('heading', { name: ben }).locator('..').getByText('typing…').waitFor();
    await say(other, 'morning!');
    await line(one, 'morning!').waitFor();
    expect(await one.getByRole('heading', { name: ben }).locator('..').getByText('typing…').count()).toBe(0);
  });

  it('has everything again after a reload, in the same place', async () => {
    const [ann, ben] = names();
    const page = await chat.signIn(ann);
    await talkTo(page, ben);
    await say(page, 'to be kept');
    await line(page, 'to be kept').locator('[data-state="SENT"]').waitFor();
    await page.reload();
    await line(page, 'to be kept').waitFor();
    expect(await page.getByRole('link', { name: new RegExp(ben) }).getAttribute('aria-current')).toBe('page');
  });

  it('keeps a group: its members, its name, and who is taken out', async () => {
    const [ann, ben, cem] = names();
    const [one, other] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben, 'Hike');
    await say(one, 'who comes?');
    await other.getByRole('link', { name: /Hike/ }).click();
    await line(other, 'who comes?').waitFor();
    await one.getByRole('button', { name: 'Members and settings' }).click();
    const details = one.getByRole('complementary', { name: 'Members and settings' });
    await details.getByLabel('Names of people').fill(cem);
    await details.getByRole('button', { name: 'Add' }).click();
    await details.getByText('3 members').waitFor();
    await line(other, `${ann} added ${cem}`).waitFor();
    await details.getByRole('textbox', { name: 'Name', exact: true }).fill('Long hike');
    await details.getByRole('button', { name: 'Save' }).click();
    await other.getByRole('heading', { name: 'Long hike' }).waitFor();
    await details.getByRole('button', { name: `Remove ${ben}` }).click();
    await other.getByText('You are not in this group any more.').waitFor();
    expect(await other.getByLabel('Message', { exact: true }).count()).toBe(0);
  });

  it('says that it is offline, and sends what was written once it is back', async () => {
    const [ann, ben] = names();
    const [one, other] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben);
    await say(one, 'before');
    await other.getByRole('link', { name: new RegExp(ann) }).click();
    await line(other, 'before').waitFor();
    await one.context().setOffline(true);
    chat.runtime.closeConnections();
    await one.getByText('You are offline.').waitFor();
    await say(one, 'written offline');
    await line(one, 'written offline').locator('[data-state="SENDING"]').waitFor();
    await one.context().setOffline(false);
    await line(other, 'written offline').waitFor();
    await one.getByText('You are offline.').waitFor({ state: 'detached' });
    expect(await line(one, 'written offline').count()).toBe(1);
  });

  it.each([
    '<img src=x onerror=alert(1)>',
    '<script>alert(1)</script>',
    '"><svg onload=alert(1)>',
    'javascript:alert(1)',
    '{{constructor.constructor("alert(1)")()}}',
  ])('shows %s as what was written, as a message and as a title', async (text) => {
    const [ann, ben] = names();
    const [one, other] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben, text);
    await say(one, text);
    await other.getByRole('link', { name: new RegExp(ann) }).click();
    await other.getByRole('heading', { name: text, exact: true }).waitFor();
    const bubble = line(other, text).locator('.text');
    expect(await bubble.textContent()).toBe(text);
    expect(await bubble.locator('*').count()).toBe(0);
  });

  it('shows who is online, and who has gone', async () => {
    const [ann, ben] = names();
    const [one, other] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben);
    await one
      .getByRole('heading', { name: ben })
      .locator('..')
      .getByText('online', { exact: true })
      .waitFor();
    await one.getByRole('link', { name: new RegExp(`${ben}\\s*, online`) }).waitFor();
    await other.close();
    await one.getByRole('heading', { name: ben }).locator('..').getByText('last seen just now').waitFor();
    expect(await one.getByRole('link', { name: new RegExp(`${ben}\\s*, online`) }).count()).toBe(0);
  });

  it('mutes a conversation, shows so in the list, and keeps it over a reload', async () => {
    const [ann, ben] = names();
    const page = await chat.signIn(ann);
    await talkTo(page, ben);
    await page.getByRole('button', { name: 'Mute', exact: true }).click();
    await page.getByRole('button', { name: 'Until I turn it off' }).click();
    await page.getByRole('button', { name: 'Muted', exact: true }).waitFor();
    await page.getByRole('link', { name: new RegExp(`${ben}\\s*, muted`) }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Muted', exact: true }).click();
    await page.getByRole('button', { name: 'Unmute' }).click();
    await page.getByRole('button', { name: 'Mute', exact: true }).waitFor();
    expect(await page.getByRole('link', { name: new RegExp(`${ben}\\s*, muted`) }).count()).toBe(0);
  });

  it('can be used without a mouse', async () => {
    const [ann, ben] = names();
    const page = await chat.page();
    await page.goto(chat.runtime.webUrl);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    await page.getByLabel('Your name').waitFor();
    await page.keyboard.type(ann);
    await press('Enter');
    const start = page.getByRole('button', { name: 'New conversation' });
    await start.waitFor();
    const focused = () => page.evaluate('document.activeElement.getAttribute("aria-label")');
    for (let tabs = 0; tabs < 10 && (await focused()) !== 'New conversation'; tabs += 1) await press('Tab');
    await press('Enter');
    await page.getByLabel('Names of people').waitFor();
    await page.keyboard.type(ben);
    await press('Enter');
    await page.getByLabel('Message', { exact: true }).waitFor();
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.keyboard.type('first');
    await press('Shift+Enter');
    await page.keyboard.type('second');
    await press('Enter');
    await line(page, 'second').waitFor();
    expect(await line(page, 'second').locator('.text').textContent()).toBe('first\nsecond');
    await press('Control+k');
    await page.keyboard.type('nobody');
    await page.getByText('Nothing of that name.').waitFor();
  });
});

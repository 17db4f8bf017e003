import { type Page } from 'playwright-core';
import { line, say, standStill, talkTo, WebChat } from '../support/browser';

describe('the web app in two tabs', () => {
  let chat: WebChat;
  let visitors = 0;
  const sockets = () => chat.runtime.connectionIds().length;
  /** ann, and two tabs of ben, the first of which leads; all look at the chat of both. */
  const threePages = async () => {
    const [ann, ben] = [`ann${(visitors += 1)}`, `ben${visitors}`];
    const before = sockets();
    const [one, first] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben);
    await say(one, 'before');
    const second = await chat.signInBeside(first, ben);
    for (const tab of [first, second]) {
      await tab.getByRole('link', { name: new RegExp(ann) }).click();
      await line(tab, 'before').waitFor();
    }
    return { ann, ben, one, first, second, opened: () => sockets() - before };
  };
  const textsOf = (page: Page) => page.locator('.row .text').allTextContents();
  const loseConnection = async (page: Page) => {
    await page.context().setOffline(true);
    chat.runtime.closeConnections();
    await page.getByText('You are offline.').waitFor();
  };
  beforeAll(async () => {
    chat = await WebChat.start();
  });
  afterAll(() => chat.stop());
  afterEach(() => expect(chat.complaints.splice(0)).toEqual([]));

  it('has one socket for both, and shows everything in both', async () => {
    const { one, first, second, opened } = await threePages();
    expect(opened()).toBe(2);
    await say(one, 'to both tabs');
    for (const tab of [first, second]) await line(tab, 'to both tabs').waitFor();
    await say(first, 'from the first');
    await line(second, 'from the first').waitFor();
    await say(second, 'from the second');
    await line(first, 'from the second').waitFor();
    await line(one, 'from the second').waitFor();
    const texts = ['before', 'to both tabs', 'from the first', 'from the second'];
    for (const page of [one, first, second]) expect(await textsOf(page)).toEqual(texts);
    expect(opened()).toBe(2);
  });

  it('goes on in the other tab when the one that leads is closed', async () => {
    const { one, first, second, opened } = await threePages();
    await say(one, 'to both');
    await line(second, 'to both').waitFor();
    await first.close();
    await say(one, 'right after');
    await say(second, 'from the tab that is left');
    await line(one, 'from the tab that is left').waitFor();
    await line(second, 'right after').waitFor();
    expect((await textsOf(second)).toSorted()).toEqual(
      ['before', 'from the tab that is left', 'right after', 'to both'].toSorted(),
    );
    expect(await textsOf(one)).toEqual(await textsOf(second));
    expect(opened()).toBe(2);
  });

  it('goes on in the other tab when the user signs out in the one that leads', async () => {
    const { one, first, second } = await threePages();
    await first.getByRole('button', { name: 'Sign out' }).click();
    await say(one, 'to who is left');
    await line(second, 'to who is left').waitFor();
    await say(second, 'still here');
    await line(one, 'still here').waitFor();
    expect(await second.getByText('You are offline.').count()).toBe(0);
  });

  it('goes on in the other tab when the one that leads stands still, which shows all once it goes on', async () => {
    const { one, first, second } = await threePages();
    const before = chat.runtime.connectionIds();
    const goOn = await standStill(first);
    await say(one, 'to a leader that stands still');
    await say(second, 'past it');
    await line(one, 'past it').waitFor();
    await line(second, 'to a leader that stands still').waitFor();
    const isNew = (id: string) => !before.includes(id);
    expect(chat.runtime.connectionIds().filter(isNew)).toHaveLength(1);
    await goOn();
    await line(first, 'past it').waitFor();
    await say(one, 'to both again');
    for (const tab of [first, second]) {
      await line(tab, 'to both again').waitFor();
      expect((await textsOf(tab)).toSorted()).toEqual((await textsOf(one)).toSorted());
    }
    expect(await textsOf(one)).toHaveLength(4);
  });

  it('sends what a closed tab had left from the other one, once', async () => {
    const { one, first, second } = await threePages();
    await loseConnection(second);
    await say(second, 'left unsent');
    await line(second, 'left unsent').locator('[data-state="SENDING"]').waitFor();
    await second.close();
    await first.context().setOffline(false);
    await line(one, 'left unsent').waitFor();
    await line(first, 'left unsent').locator('[data-state="READ"]').waitFor();
    for (const page of [one, first]) expect(await textsOf(page)).toEqual(['before', 'left unsent']);
  });

  it('sends what was written without a connection once the page, loaded again, has one', async () => {
    const { one, first, second } = await threePages();
    await second.close();
    await first.route('**/dev/token', (route) => route.abort());
    chat.runtime.closeConnections();
    await first.getByText('You are offline.').waitFor();
    await say(first, 'written offline');
    await line(first, 'written offline').locator('[data-state="SENDING"]').waitFor();
    await first.reload();
    await first.getByText('You are offline.').waitFor();
    await first.unroute('**/dev/token');
    await first.getByRole('button', { name: 'Try now' }).click();
    await line(one, 'written offline').waitFor();
    await line(first, 'written offline').locator('[data-state="READ"]').waitFor();
    for (const page of [one, first]) expect(await textsOf(page)).toEqual(['before', 'written offline']);
  });
});

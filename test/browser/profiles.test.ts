import { type Page } from 'playwright-core';
import { line, say, talkTo, WebChat } from '../support/browser';

async function setProfile(page: Page, fields: { name?: string; handle?: string }): Promise<void> {
  await page.getByRole('button', { name: /your profile/ }).click();
  if (fields.name !== undefined) await page.getByLabel(/Display name/).fill(fields.name);
  if (fields.handle !== undefined) await page.getByLabel(/Handle/).fill(fields.handle);
  await page.getByRole('button', { name: 'Save' }).click();
}

const closed = (page: Page) => page.getByRole('dialog').waitFor({ state: 'detached' });

describe('profiles in the web app', () => {
  let chat: WebChat;
  beforeAll(async () => {
    chat = await WebChat.start();
  });
  afterAll(() => chat.stop());
  afterEach(() => expect(chat.complaints.splice(0)).toEqual([]));

  it('show people by the names they chose, to those who talk to them and once they are back', async () => {
    const [alice, bob] = [await chat.signIn('alice'), await chat.signIn('bob')];
    await talkTo(alice, 'bob');
    await say(alice, 'who are you?');
    await line(alice, 'who are you?').locator('[data-state="DELIVERED"]').waitFor();
    await setProfile(bob, { name: 'Bob <b>Builder</b>', handle: '@Bob.B' });
    await closed(bob);
    await bob.getByRole('button', { name: /^Bob <b>Builder<\/b>.*your profile/ }).waitFor();
    await alice.reload();
    await alice.getByRole('heading', { name: 'Bob <b>Builder</b>' }).waitFor();
    await alice.getByRole('link', { name: /Bob <b>Builder<\/b>/ }).waitFor();
    await setProfile(bob, { name: 'Bobby' });
    await closed(bob);
    chat.runtime.closeConnections();
    await alice.getByRole('heading', { name: 'Bobby' }).waitFor();
  });

  it('show the names of the members of a group that is open', async () => {
    const [dora, emil, finn] = [
      await chat.signIn('dora'),
      await chat.signIn('emil'),
      await chat.signIn('finn'),
    ];
    await setProfile(emil, { name: 'Emil E.' });
    await closed(emil);
    await talkTo(dora, 'emil, finn', 'Hike');
    await emil.getByRole('link', { name: /Hike/ }).click();
    await say(emil, 'I come');
    await finn.getByRole('link', { name: /Hike/ }).click();
    await line(finn, 'I come').getByText('Emil E.', { exact: true }).waitFor();
  });

  it('find a user by their handle, which belongs to one alone', async () => {
    const [gina, hugo] = [await chat.signIn('gina'), await chat.signIn('hugo')];
    await setProfile(gina, { handle: 'gina.g' });
    await closed(gina);
    await setProfile(hugo, { handle: 'gina.g' });
    await hugo.getByText('Another person has this handle.').waitFor();
    await hugo.getByLabel(/Handle/).fill('h');
    await hugo.getByRole('button', { name: 'Save' }).click();
    await hugo.getByText(/A handle has 3 to 30 small letters/).waitFor();
    await hugo.keyboard.press('Escape');
    await talkTo(hugo, '@gina.g');
    await hugo.getByRole('heading', { name: 'gina' }).waitFor();
    await hugo.getByText('@gina.g').waitFor();
    await hugo.getByRole('button', { name: 'New conversation' }).click();
    await hugo.getByLabel('Names of people').fill('@nobody.there');
    await hugo.getByRole('button', { name: 'Start talking' }).click();
    await hugo.getByText('Nobody has the handle @nobody.there.').waitFor();
  });
});

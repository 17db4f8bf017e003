import { AxeBuilder } from '@axe-core/playwright';
import { randomUUID } from 'node:crypto';
import { type Page } from 'playwright-core';
import { line, say, talkTo, WebChat } from '../support/browser';
import { OidcProvider } from '../support/oidc-provider';
import { PublishedPage } from '../support/published-page';

describe('the web app as it is published, with an OpenID Connect issuer', () => {
  let published: PublishedPage;
  let provider: OidcProvider;
  let chat: WebChat;
  beforeAll(async () => {
    published = await PublishedPage.start();
    provider = await OidcProvider.start(() => published.origin);
    chat = await WebChat.start({
      parameters: { ...provider.parameters, LocalWebOrigin: published.origin },
    });
    const { socketUrl } = chat.runtime;
    published.config = { socketUrl, identity: provider.settings };
    published.connect = [socketUrl, `${provider.url}/`];
  });
  afterAll(async () => {
    await chat.stop();
    await provider.stop();
    await published.stop();
  });
  beforeEach(() => {
    provider.lifetimeSeconds = 3600;
    provider.tamper = () => undefined;
    provider.subOf = (name) => name;
    provider.isAway = false;
    provider.asked.length = 0;
  });
  afterEach(() => expect(chat.complaints).toEqual([]));

  const signInButton = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true });
  const signedIn = (page: Page) => page.getByRole('button', { name: 'New conversation' }).waitFor();
  const problem = (page: Page) => page.getByRole('alert').filter({ hasText: /\w/ });

  /** As far as the issuer's question. */
  async function begin(page: Page): Promise<void> {
    await signInButton(page).click();
    await page.getByRole('button', { name: 'Allow' }).waitFor();
  }

  async function allow(page: Page, name: string): Promise<void> {
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'Allow' }).click();
  }

  async function visit(path = '/'): Promise<Page> {
    const page = await chat.page();
    await page.goto(`${published.origin}${path}`);
    return page;
  }

  async function signIn(name: string): Promise<Page> {
    const page = await visit();
    await begin(page);
    await allow(page, name);
    await signedIn(page);
    return page;
  }

  it('signs two users in, who talk; nothing of it stays in the address', async () => {
    const ann = await signIn('ann');
    const ben = await signIn('ben');
    expect(ann.url()).toBe(`${published.origin}/`);
    expect(provider.asked).toEqual(['authorization_code', 'authorization_code']);
    await talkTo(ann, 'ben');
    await say(ann, 'hello by way of the issuer');
    await ben.getByRole('link', { name: /ann.*hello by way/s }).click();
    await line(ben, 'hello by way of the issuer').waitFor();
  });

  it('lets people find one another by handle where their ids say nothing', async () => {
    const ids = new Map<string, string>();
    provider.subOf = (name) => ids.get(name) ?? (ids.set(name, randomUUID()), provider.subOf(name));
    const [ona, per] = [await signIn('ona'), await signIn('per')];
    await ona.getByRole('heading', { name: 'Hello, ona' }).waitFor();
    expect(await ona.getByText(/Open a window/).count()).toBe(0);
    await ona.getByRole('button', { name: 'Choose your name and handle' }).click();
    expect(await ona.getByLabel(/Display name/).inputValue()).toBe('ona');
    await ona.getByLabel(/Handle/).fill('ona.o');
    expect((await new AxeBuilder({ page: ona }).analyze()).violations).toEqual([]);
    await ona.getByRole('button', { name: 'Save' }).click();
    await ona.getByRole('dialog').waitFor({ state: 'detached' });
    await per.getByRole('button', { name: 'Start a conversation' }).click();
    expect(await per.getByLabel('Names of people').getAttribute('placeholder')).toBe('@bob');
    await per.keyboard.press('Escape');
    await talkTo(per, '@ona.o');
    await per.getByRole('heading', { name: 'ona', exact: true }).waitFor();
    await say(per, 'found you');
    await ona.getByRole('link', { name: /found you/ }).waitFor();
  });

  it('runs under its policy, which refuses what it does not name', async () => {
    const page = await signIn('cem');
    const refused = 'fetch("http://127.0.0.1:9/").then(() => "sent", () => "refused")';
    const inline =
      'new Promise((done) => { document.addEventListener("securitypolicyviolation", (e) => done(e.effectiveDirective)); ' +
      'const s = document.createElement("script"); try { s.textContent = "1" } catch { done("trusted types") } document.head.append(s); })';
    expect(await page.evaluate(refused)).toBe('refused');
    expect(await page.evaluate(inline)).toMatch(/trusted types|require-trusted-types-for|script-src/);
    expect(chat.complaints.splice(0).join(' ')).toMatch(/connect-src/);
  });

  it('goes back to the conversation from which somebody had to sign in', async () => {
    const ann = await signIn('dan');
    await talkTo(ann, 'eve');
    const { hash } = new URL(ann.url());
    const page = await visit(`/${hash}`);
    await begin(page);
    await allow(page, 'dan');
    await page.getByLabel('Message', { exact: true }).waitFor();
    expect(new URL(page.url()).hash).toBe(hash);
  });

  it('stays signed in through a reload by the refresh token, and keeps no access token', async () => {
    const page = await signIn('fay');
    const stored = await page.evaluate('JSON.stringify({ ...sessionStorage, ...localStorage })');
    expect(stored).toContain('refreshToken');
    expect(stored).not.toMatch(/access_?token/i);
    await page.reload();
    await signedIn(page);
    expect(provider.asked).toEqual(['authorization_code', 'refresh_token']);
  });

  it('does not take an answer whose state is not that of this tab', async () => {
    provider.tamper = (back) => back.searchParams.set('state', 'somebody-elses');
    const page = await visit();
    await begin(page);
    await allow(page, 'gil');
    expect(await problem(page).textContent()).toMatch(/did not begin in this tab/);
    expect(page.url()).toBe(`${published.origin}/`);
    expect(provider.asked).toEqual([]);
  });

  it('does not take an answer that nobody asked for, and leaves who is signed in alone', async () => {
    const page = await signIn('hal');
    await page.goto(`${published.origin}/?code=stolen&state=made-up`);
    expect(await problem(page).textContent()).toMatch(/did not begin in this tab/);
    await page.reload();
    await signedIn(page);
  });

  it('says that the user was not signed in when the issuer says no', async () => {
    const page = await visit();
    await begin(page);
    await page.getByRole('button', { name: 'Deny' }).click();
    expect(await problem(page).textContent()).toMatch(/cancelled or refused/);
    await begin(page);
    await allow(page, 'ida');
    await signedIn(page);
  });

  it('says that the issuer does not take the code', async () => {
    provider.tamper = (back) => back.searchParams.set('code', 'another');
    const page = await visit();
    await begin(page);
    await allow(page, 'jon');
    expect(await problem(page).textContent()).toMatch(/does not fit/);
  });

  it('renews a token that has expired without anybody noticing, and goes on talking', async () => {
    provider.lifetimeSeconds = 4;
    const page = await signIn('kim');
    await talkTo(page, 'lea');
    await new Promise((resolve) => setTimeout(resolve, 5000));
    await say(page, 'after the first token');
    await line(page, 'after the first token').locator('[data-state="SENT"]').waitFor();
    expect(provider.asked).toContain('refresh_token');
  });

  it('asks to sign in again when the issuer renews no more', async () => {
    const page = await signIn('mia');
    provider.endSessions();
    await page.reload();
    expect(await problem(page).textContent()).toMatch(/has ended/);
    await begin(page);
    await allow(page, 'mia');
    await signedIn(page);
  });

  it('waits for an issuer that is away, and does not sign out for it', async () => {
    const page = await signIn('ned');
    provider.isAway = true;
    await page.reload();
    await page
      .getByText(/connection|connecting|offline/i)
      .first()
      .waitFor();
    provider.isAway = false;
    await page.getByText('Nobody has written yet').waitFor();
    await page.waitForFunction('!/no connection|connecting/i.test(document.body.innerText)');
    expect(provider.asked).toContain('refresh_token');
  });

  it('signs out here and at the issuer, and takes the refresh token out of use', async () => {
    const page = await signIn('pia');
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${published.origin}/`);
    await signInButton(page).waitFor();
    expect(provider.asked).toEqual(['authorization_code', 'revoke', 'logout with a hint']);
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    await page.reload();
    await signInButton(page).waitFor();
  });
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { line, say, standStill, talkTo, WebChat } from '../support/browser';

describe('the web app under faults', () => {
  let chat: WebChat;
  let visitors = 0;
  const persistIn = mkdtempSync(join(tmpdir(), 'parley-faults-'));
  const names = () => [`ann${(visitors += 1)}`, `ben${visitors}`] as const;
  /** Two users who look at the chat that they have with each other. */
  const pair = async () => {
    const [ann, ben] = names();
    const [one, other] = [await chat.signIn(ann), await chat.signIn(ben)];
    await talkTo(one, ben);
    await say(one, 'before');
    await other.getByRole('link', { name: new RegExp(ann) }).click();
    await line(other, 'before').waitFor();
    return { one, other, ann, ben };
  };
  beforeAll(async () => {
    chat = await WebChat.start({ persistIn });
  });
  afterAll(async () => {
    await chat.stop();
    rmSync(persistIn, { recursive: true });
  });
  afterEach(() => expect(chat.complaints.splice(0)).toEqual([]));

  it('goes on when the server comes back, with what was written meanwhile, once', async () => {
    const { one, other } = await pair();
    await chat.restart({ persistIn }, async () => {
      await one
        .getByText(/Connecting|offline|Reconnecting/i)
        .first()
        .waitFor();
      await say(one, 'written to nobody');
      await line(one, 'written to nobody').locator('[data-state="SENDING"]').waitFor();
    });
    await line(other, 'written to nobody').waitFor();
    await line(one, 'written to nobody').locator('[data-state="READ"]').waitFor();
    await say(other, 'and back');
    await line(one, 'and back').waitFor();
    expect(await line(one, 'written to nobody').count()).toBe(1);
    expect(await line(other, 'written to nobody').count()).toBe(1);
  });

  it('shows what came while its tab was frozen, once it is looked at again', async () => {
    const { one, other } = await pair();
    await other.evaluate(() => {
      const beats: number[] = [];
      setInterval(() => beats.push(Date.now()), 20);
      Object.assign(window, { beats });
    });
    const goOn = await standStill(other);
    await say(one, 'to a frozen tab');
    await line(one, 'to a frozen tab').locator('[data-state="SENT"]').waitFor();
    chat.runtime.closeConnections();
    await say(one, 'and after its socket was lost');
    await line(one, 'and after its socket was lost').locator('[data-state="SENT"]').waitFor();
    const from = Date.now();
    await one.waitForTimeout(300);
    const until = Date.now();
    await goOn();
    await line(other, 'and after its socket was lost').waitFor();
    expect(await line(other, 'to a frozen tab').count()).toBe(1);
    await say(other, 'awake');
    await line(one, 'awake').waitFor();
    // No timer and no event has run there.
    const beats = await other.evaluate(() => (window as unknown as { beats: number[] }).beats);
    expect(beats.some((at) => at < from)).toBe(true);
    expect(beats.filter((at) => at > from && at < until)).toEqual([]);
    expect(beats.some((at) => at > until)).toBe(true);
  });

  it('takes a fresh token when its own expires, and loses nothing', async () => {
    const [ann, ben] = names();
    const tokens: string[] = [];
    const one = await chat.page();
    await one.route('**/dev/token', async (route) => {
      const { userId } = route.request().postDataJSON() as { userId: string };
      tokens.push(chat.runtime.token(userId, 6));
      await route.fulfill({ json: { token: tokens.at(-1) } });
    });
    await one.goto(chat.runtime.webUrl);
    await one.getByLabel('Your name').fill(ann);
    await one.getByRole('button', { name: 'Continue' }).click();
    const other = await chat.signIn(ben);
    await talkTo(one, ben);
    const texts = Array.from({ length: 16 }, (_, index) => `message ${index}.`);
    for (const text of texts) {
      await say(one, text);
      await one.waitForTimeout(500);
    }
    await other.getByRole('link', { name: new RegExp(ann) }).click();
    await line(other, 'message 15.').waitFor();
    expect(await other.locator('.row .text').allTextContents()).toEqual(texts);
    await line(one, 'message 15.').locator('[data-state="READ"]').waitFor();
    expect(tokens.length).toBeGreaterThan(1);
  });
});

import { AxeBuilder } from '@axe-core/playwright';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Page } from 'playwright-core';
import { bundleWeb } from '../../lib/bundle-web';
import { say, talkTo, WebChat } from '../support/browser';

describe('the flow inspector', () => {
  let chat: WebChat;
  let inspector: Page;

  beforeAll(async () => {
    chat = await WebChat.start();
    const [alice, bob] = [await chat.signIn('alice'), await chat.signIn('bob')];
    await talkTo(alice, 'bob');
    inspector = await chat.page({ viewport: { width: 1480, height: 900 } });
    await inspector.goto(`${chat.runtime.webUrl}/inspector`);
    await inspector.getByRole('heading', { name: 'Flow inspector' }).waitFor();
    await say(alice, 'what do I cost?');
    await bob.getByRole('link', { name: /alice/ }).first().waitFor();
  }, 120_000);
  afterAll(() => chat.stop());

  const open = async (page = inspector): Promise<void> => {
    const row = page.getByRole('row').filter({ has: page.getByRole('button', { name: 'sendMessage' }) });
    await row.filter({ hasText: 'alice' }).getByRole('button', { name: 'sendMessage' }).first().click();
    await page.getByRole('region', { name: 'Cost', exact: true }).waitFor();
  };

  it('shows a message that is sent in the chat: calls, capacity, the post, and what it costs', async () => {
    await open();
    const steps = inspector.getByRole('region', { name: 'Table of steps' });
    await steps.getByRole('row', { name: /PutItem.*TablesMessages.*1 WRU/ }).waitFor();
    await steps.getByRole('row', { name: /POST.*ActionsSendMessageFunction.*bob/ }).waitFor();
    await steps.getByRole('row', { name: /SendMessageBatch.*DeliveryCheckQueue/ }).waitFor();
    const diagram = inspector.getByRole('img', { name: /Sequence diagram of sendMessage/ });
    expect(await diagram.textContent()).toMatch(/PutItem · [\d.]+ ms · 1 WRU/);
    const cost = inspector.getByRole('region', { name: 'Cost', exact: true });
    expect(await cost.getByRole('row', { name: /API Gateway messages/ }).textContent()).toContain('$3.00');
    expect(await cost.getByRole('row', { name: /DynamoDB writes/ }).textContent()).toContain('$0.63');
    expect(await cost.textContent()).toMatch(/\$[\d.]+ per million of these/);
  });

  it('filters by user and action, pauses and clears', async () => {
    await inspector.getByLabel('Filter by action or user').fill('bob');
    await inspector.getByRole('cell', { name: 'alice' }).first().waitFor({ state: 'detached' });
    await inspector.getByLabel('Filter by action or user').fill('sendMess');
    await inspector.getByRole('cell', { name: 'alice' }).first().waitFor();
    expect(await inspector.getByRole('button', { name: 'hello' }).count()).toBe(0);
    await inspector.getByRole('button', { name: 'Pause' }).click();
    await inspector.getByText('Paused.').waitFor();
    await inspector.getByRole('button', { name: 'Resume' }).click();
    await inspector.getByLabel('Filter by action or user').fill('');
    await inspector.getByText('Paused.').waitFor({ state: 'detached' });
    const other = await chat.page();
    await other.goto(`${chat.runtime.webUrl}/inspector`);
    await other.getByRole('cell', { name: 'alice' }).first().waitFor();
    await other.getByRole('button', { name: 'Clear' }).click();
    await other.getByText('Nothing yet.').waitFor();
  });

  it('is worked with the keyboard', async () => {
    const buttons = inspector.locator('tbody .open');
    await buttons.first().focus();
    await inspector.keyboard.press('ArrowDown');
    await inspector.keyboard.press('Enter');
    expect(await buttons.nth(1).getAttribute('aria-expanded')).toBe('true');
  });

  it.each(['light', 'dark'] as const)('has nothing that axe objects to, in %s', async (colorScheme) => {
    await inspector.emulateMedia({ colorScheme });
    await open();
    const { violations } = await new AxeBuilder({ page: inspector }).analyze();
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    await inspector.emulateMedia({ colorScheme: 'light' });
  });

  it('fits a telephone: the list, then the flow alone', async () => {
    const phone = await chat.page({ viewport: { width: 390, height: 800 } });
    await phone.goto(`${chat.runtime.webUrl}/inspector`);
    await open(phone);
    expect(await phone.getByRole('main', { name: 'Flows' }).isVisible()).toBe(false);
    expect(await phone.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await phone.getByRole('button', { name: 'Close the flow' }).click();
    await phone.getByRole('main', { name: 'Flows' }).waitFor();
  });

  it('has no complaints, and is no part of the page that is deployed', () => {
    expect(chat.complaints).toEqual([]);
    const folder = bundleWeb();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    expect(files.length).toBeGreaterThan(2);
    for (const { parentPath, name } of files)
      expect(readFileSync(join(parentPath, name), 'utf8')).not.toContain('/inspector');
  });
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { bundleInspector, bundleWeb } from '../../lib/bundle-web';
import { startRuntime } from '../../local/runtime';
import { type Runtime, type RuntimeOptions } from '../../local/runtime-options';
import { synthesize } from '../../local/synthesize';
import { engine } from './local-runtime';

const places = [process.env['PARLEY_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/chromium-browser'];

const startWithPage = (options: Partial<RuntimeOptions> & { assembly: string }): Promise<Runtime> =>
  startRuntime({
    port: 0,
    webPort: 0,
    dynamodb: engine,
    webFolder: bundleWeb(),
    inspectorFolder: bundleInspector(),
    ...options,
  });

/** The chat with its page, and a browser to look at it. Every visitor has a profile of their own. */
export class WebChat {
  /** What pages complained of: errors, and what the Content-Security-Policy refused. */
  readonly complaints: string[] = [];

  private constructor(
    private running: Runtime,
    private readonly assembly: string,
    private readonly browser: Browser,
  ) {}

  get runtime(): Runtime {
    return this.running;
  }

  static async start(options: Partial<RuntimeOptions> = {}): Promise<WebChat> {
    const executablePath = places.find((place) => place !== undefined && existsSync(place));
    if (executablePath === undefined)
      throw new Error('no Chromium: apt-get install chromium, or set PARLEY_CHROMIUM');
    const assembly = await synthesize({ root: join(__dirname, '../..') });
    const runtime = await startWithPage({ assembly, ...options });
    // Debian's Chromium has no sandbox for root, as which CI runs; it only ever sees this runtime's page.
    const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    return new WebChat(runtime, assembly, await chromium.launch({ executablePath, args }));
  }

  /** Ends the runtime, does what is to be done while nothing answers, and starts it at the same ports. */
  async restart(options: Partial<RuntimeOptions>, meanwhile: () => Promise<void>): Promise<void> {
    const portOf = (url: string) => Number(new URL(url).port);
    const ports = { port: portOf(this.runtime.socketUrl), webPort: portOf(this.runtime.webUrl) };
    await this.runtime.stop();
    await meanwhile();
    this.running = await startWithPage({ assembly: this.assembly, ...ports, ...options });
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await this.runtime.stop();
  }

  /** A page that nobody is signed in to. */
  async page(options: BrowserContextOptions = {}): Promise<Page> {
    return this.watched(
      await (await this.browser.newContext({ reducedMotion: 'reduce', ...options })).newPage(),
    );
  }

  async signIn(name: string, options: BrowserContextOptions = {}): Promise<Page> {
    return this.enter(await this.page(options), name);
  }

  /** Another tab of the same browser. */
  async signInBeside(page: Page, name: string): Promise<Page> {
    return this.enter(this.watched(await page.context().newPage()), name);
  }

  private watched(page: Page): Page {
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on(
      'dialog',
      (dialog) => void (this.complaints.push(`dialog: ${dialog.message()}`), dialog.accept()),
    );
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) this.complaints.push(message.text());
    });
    return page;
  }

  private async enter(page: Page, name: string): Promise<Page> {
    await page.goto(this.runtime.webUrl);
    await page.getByLabel('Your name').fill(name);
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('button', { name: 'New conversation' }).waitFor();
    return page;
  }
}

/** Opens the conversation with others: a group if there is a title, or more than one. */
export async function talkTo(page: Page, names: string, title = ''): Promise<void> {
  await page.getByRole('button', { name: 'New conversation' }).click();
  await page.getByLabel('Names of people').fill(names);
  await page.getByLabel(/Group name/).fill(title);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Create|Start/ })
    .click();
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await page.getByLabel('Message', { exact: true }).waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByLabel('Message', { exact: true }).fill(text);
  await page.keyboard.press('Enter');
}

/** A message, or another line, of the open conversation. */
export const line = (page: Page, text: string | RegExp) => page.locator('.row').filter({ hasText: text });

/** From its next load on, the page's server refuses these actions, until they are taken from the set that comes back. */
export async function refuseActions(page: Page, ...actions: string[]): Promise<Set<string>> {
  const refused = new Set(actions);
  await page.routeWebSocket(/./, (socket) => {
    const server = socket.connectToServer();
    socket.onMessage((message) => {
      const { action, requestId } = JSON.parse(String(message)) as { action: string; requestId: string };
      const refusal = { type: 'error', requestId, code: 'rate_limited', message: '', retryable: false };
      if (refused.has(action)) socket.send(JSON.stringify(refusal));
      else server.send(message);
    });
  });
  return refused;
}

/** Nothing runs in a page from its next step on, until the function that comes back is called. */
export async function standStill(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Debugger.enable');
  await session.send('Debugger.pause');
  return () => session.detach();
}

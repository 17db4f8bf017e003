import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CodeWatch } from '../../local/code-watch';
import { RawClient, startChat } from '../support/local-runtime';

const ROOT = join(__dirname, '../..');

/** A copy of the sources within the project, so that they find its packages. */
function copyOfSources(): string {
  mkdirSync(join(ROOT, '.parley'), { recursive: true });
  const copy = mkdtempSync(join(ROOT, '.parley/hot-reload-'));
  for (const folder of ['lambda', 'protocol'])
    cpSync(join(ROOT, folder), join(copy, folder), { recursive: true });
  return copy;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a saved source', () => {
  it('answers on the sockets that are open; one with an error leaves the old code', async () => {
    const lines: string[] = [];
    const copy = copyOfSources();
    const runtime = await startChat();
    const command = `exec node --import tsx scripts/watch-bundles.ts ${copy}`;
    const codeWatch = new CodeWatch({ command, root: ROOT, runtime, log: (line) => void lines.push(line) });
    try {
      codeWatch.start();
      const alice = await RawClient.connect(runtime, 'alice');
      const saysNow = async (): Promise<boolean> => {
        const { serverTime } = await alice.request('hello');
        return !String(serverTime).startsWith('1970');
      };
      expect(await saysNow()).toBe(true);
      await until(() => codeWatch.isWatching);
      const file = join(copy, 'lambda/domain/session.ts');
      const saved = readFileSync(file, 'utf8').replaceAll('new Date(requestedAt)', 'new Date(0)');
      writeFileSync(file, saved);
      await until(async () => !(await saysNow()));
      expect(lines).toEqual(['reload  ActionsSessionFunction']);
      expect(alice.socket.readyState).toBe(alice.socket.OPEN);
      writeFileSync(file, `${saved}\nexport const = 1;`);
      await until(() => lines.some((line) => line.includes('session.ts')));
      expect(await saysNow()).toBe(false);
      await alice.close();
    } finally {
      await codeWatch.stop();
      await runtime.stop();
      rmSync(copy, { recursive: true, force: true });
    }
  }, 60_000);
});

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { engine } from '../support/local-runtime';

async function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    () => true,
    () => false,
  );
}

describe('npm start', () => {
  let endGroup: () => unknown = () => undefined;

  /** What npm left behind, if it did. */
  afterEach(() => {
    try {
      endGroup();
    } catch {
      // Nothing is left, as it must be.
    }
  });

  it('leaves nothing behind when npm is told to end', async () => {
    const npm = spawn('npm', ['start', '--', '--port', '0', '--web-port', '0', '--dynamodb', engine], {
      cwd: join(__dirname, '../..'),
      detached: true,
    });
    endGroup = () => npm.pid !== undefined && process.kill(-npm.pid, 'SIGKILL');
    const exited = once(npm, 'exit');
    let webUrl = '';
    for await (const line of createInterface(npm.stdout)) {
      webUrl ||= /^web\s+(\S+)/.exec(line)?.[1] ?? '';
      if (line.startsWith('ready')) break;
    }
    npm.stdout.resume();
    expect(await answers(webUrl)).toBe(true);
    npm.kill('SIGTERM');
    await exited;
    for (let waitedMs = 0; waitedMs < 3000 && (await answers(webUrl)); waitedMs += 100) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(await answers(webUrl)).toBe(false);
  }, 60_000);
});

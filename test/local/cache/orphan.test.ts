import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findCacheServer } from '../../../local/cache/real-cache';

const path = findCacheServer();
if (path === undefined) process.stderr.write('the test of a real server is skipped: none is on PATH\n');

/** Whether somebody listens on the port. */
const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });

const script = (server: string) => `
  const { startRealCache } = require(${JSON.stringify(join(__dirname, '../../../local/cache/real-cache.ts'))});
  startRealCache(${JSON.stringify(server)}).then(({ port }) => console.log(port));
`;

(path === undefined ? describe.skip : describe)('startRealCache', () => {
  it('leaves neither server nor folder behind when its process is killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'orphan-'));
    const child = spawn(process.execPath, ['--import', 'tsx', '-e', script(path ?? '')], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, TMPDIR: folder },
    });
    const [line] = (await once(child.stdout, 'data')) as [Buffer];
    const port = Number(line.toString());
    expect(await listens(port)).toBe(true);
    child.kill('SIGKILL');
    while ((await listens(port)) || readdirSync(folder).some((name) => name.startsWith('parley-cache-')))
      await new Promise((resolve) => setTimeout(resolve, 20));
    rmSync(folder, { recursive: true });
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Runtime } from '../../../local/runtime-options';
import { startRuntime } from '../../../local/runtime';
import { ECHO } from '../echo-runtime';

describe('a page that the runtime serves', () => {
  let runtime: Runtime;
  const folder = mkdtempSync(join(tmpdir(), 'page-'));
  const page = join(folder, 'page');
  beforeAll(async () => {
    mkdirSync(join(page, 'assets'), { recursive: true });
    writeFileSync(join(page, 'index.html'), '<title>page</title>');
    writeFileSync(join(page, 'assets/app-1a2b.js'), 'run()');
    writeFileSync(join(page, '.hidden.js'), 'secret');
    writeFileSync(join(folder, 'outside.js'), 'secret');
    runtime = await startRuntime({ assembly: ECHO, port: 0, webPort: 0, webFolder: page });
  });
  afterAll(async () => {
    await runtime.stop();
    rmSync(folder, { recursive: true });
  });

  const get = (path: string): Promise<Response> => fetch(`${runtime.webUrl}${path}`);

  /** As it is written: fetch would take the dots out. */
  const statusOf = (path: string): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(runtime.webUrl);
      request({ host: '127.0.0.1', port, path, headers: { host: 'localhost' } }, (response) => {
        response.resume();
        resolve(response.statusCode);
      })
        .on('error', reject)
        .end();
    });

  it('is at the root, may load only what it brought, and may reach only this runtime', async () => {
    const response = await get('/');
    expect(await response.text()).toBe('<title>page</title>');
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(response.headers.get('cache-control')).toBe('no-cache');
    const policy = response.headers.get('content-security-policy')?.split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(policy).toContain(`connect-src 'self' ${new URL(runtime.socketUrl).origin}`);
  });

  it('keeps the files whose names change with what is in them', async () => {
    const response = await get('/assets/app-1a2b.js');
    expect(await response.text()).toBe('run()');
    expect(response.headers.get('cache-control')).toContain('immutable');
  });

  it('learns where the socket is, and where tokens come from', async () => {
    expect(await (await get('/config.json')).json()).toEqual({
      socketUrl: runtime.socketUrl,
      identity: { kind: 'development', tokenUrl: '/dev/token' },
    });
  });

  it.each([
    '/missing.js',
    '/../outside.js',
    '/%2e%2e/outside.js',
    '/assets/..%2f..%2foutside.js',
    '/.hidden.js',
    '/assets',
    '/%ff',
  ])('has nothing at %s', async (path) => expect(await statusOf(path)).toBe(404));

  it('leaves what runs to /status', async () => {
    expect(await (await get('/status')).text()).toContain('Local runtime');
  });
});

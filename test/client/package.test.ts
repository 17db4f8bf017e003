import { buildSync } from 'esbuild';
import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const project = join(__dirname, '../..');

/** What an application writes. `any` anywhere in the types of the package would let the last line compile. */
const application = `
import { createParleyClient, type Entry, memoryOutbox, ParleyError, type ParleyClient, type WebSocketConstructor } from '@parley/client';
import { indexedDbOutbox } from '@parley/client/browser';
import { fileOutbox } from '@parley/client/node';
import { useMessages } from '@parley/client/react';

export function start(webSocket: WebSocketConstructor): ParleyClient {
  const outbox = [memoryOutbox(), indexedDbOutbox('alice'), fileOutbox('outbox')][0];
  return createParleyClient({ url: 'wss://example.com', token: () => Promise.resolve('t'), webSocket, ...(outbox && { outbox }) });
}

export const textOf = (entry: Entry): string | undefined =>
  entry.contentType === 'TEXT' ? entry.content : undefined;
export const isOver = (error: unknown): boolean => error instanceof ParleyError && error.code === 'closed';
export const shown = (client: ParleyClient) => client.chats.all.map((chat) => useMessages(chat).entries);
// @ts-expect-error a seq is a number
export const seqOf = (entry: Entry): string => entry.seq;
`;

const compilerOptions = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: false,
  noEmit: true,
  target: 'es2022',
  lib: ['es2022'],
  types: [],
};

describe('the npm package of the client', () => {
  let folder = '';
  let installed = '';

  const run = (command: string, args: string[], cwd = folder) =>
    execFileSync(command, args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });
  const node = (code: string) => run(process.execPath, ['--input-type=module', '--eval', code]);

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'parley-client-package-'));
    run(
      process.execPath,
      ['--import', 'tsx', 'scripts/build-client.ts', '--outdir', join(folder, 'dist')],
      project,
    );
    const [tarball = ''] = run('npm', ['pack', './dist', '--silent']).trim().split('\n');
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }');
    run('npm', ['install', `./${tarball}`, '--offline', '--no-audit', '--no-fund', '--silent']);
    installed = join(folder, 'node_modules/@parley/client');
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('brings nothing else along', () => {
    const installedNames = readdirSync(join(folder, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(installedNames).toEqual(['@parley']);
    expect(readdirSync(installed)).toEqual(
      expect.arrayContaining(['LICENSE', 'README.md', 'index.js', 'types']),
    );
  });

  it('makes a client in Node', () => {
    const code = `
      import { createParleyClient, ParleyError } from '@parley/client';
      import { fileOutbox } from '@parley/client/node';
      class WebSocket { addEventListener() {} close() {} send() {} }
      const client = createParleyClient({
        url: 'ws://localhost', token: async () => 't', webSocket: WebSocket, outbox: fileOutbox('outbox'),
      });
      client.connect().catch((error) => console.log(client.state.status, error instanceof ParleyError, error.code));
      client.close();`;
    expect(node(code)).toBe('closed true closed\n');
  });

  it('has an entry for browsers, and one for whoever has React', () => {
    symlinkSync(join(project, 'node_modules/react'), join(folder, 'node_modules/react'));
    const code = `
      const [browser, react] = [await import('@parley/client/browser'), await import('@parley/client/react')];
      console.log(typeof browser.indexedDbOutbox, typeof react.useMessages);`;
    expect(node(code)).toBe('function function\n');
  });

  it.each([
    { module: 'nodenext', moduleResolution: 'nodenext' },
    { module: 'esnext', moduleResolution: 'bundler' },
  ])(
    'has types for a strict program: $moduleResolution',
    (resolution) => {
      mkdirSync(join(folder, 'source'), { recursive: true });
      writeFileSync(join(folder, 'source/application.ts'), application);
      const options = { compilerOptions: { ...compilerOptions, ...resolution }, include: ['source'] };
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(options));
      expect(run(process.execPath, [join(project, 'node_modules/typescript/bin/tsc')])).toBe('');
    },
    60_000,
  );

  it('has no any in its types, and imports nothing from outside', () => {
    const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
    const declarations = files.filter((name) => name.endsWith('.d.ts'));
    const texts = declarations.map((name) => readFileSync(join(installed, name), 'utf8'));
    const text = texts.join('\n').replace(/\/\*[\s\S]*?\*\//g, '');
    expect(text).not.toMatch(/\bany\b/);
    const sources = [...text.matchAll(/(?:from |import\()['"]([^'"]+)['"]/g)].map(([, source]) => source);
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((source) => !source?.startsWith('.'))).toEqual([]);
  });

  it('adds at most 15 kB to an application', () => {
    const { outputFiles } = buildSync({
      stdin: { contents: `export * from '@parley/client'`, resolveDir: folder },
      bundle: true,
      minify: true,
      write: false,
      format: 'esm',
      target: 'es2022',
    });
    expect(gzipSync(outputFiles[0]?.text ?? '', { level: 9 }).length).toBeLessThan(15_000);
  });
});

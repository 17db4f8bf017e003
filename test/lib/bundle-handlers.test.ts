import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { entryOf, handlers, type HandlerName } from '../../lambda/contract/handlers';
import { bundleHandlers } from '../../lib/bundle-handlers';

const entries = (Object.keys(handlers) as HandlerName[]).map(entryOf);

let folder: string;
let sources: string;
let outdir: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'parley-bundle-'));
  sources = join(folder, 'handlers');
  outdir = join(folder, 'out');
  mkdirSync(sources);
  writeFileSync(join(folder, 'greeting.ts'), 'export const greeting: string = "hello from";\n');
  for (const entry of entries) {
    const code = `import { greeting } from '../greeting';\n/*! a licence */\nexport const handler = () => greeting + ' ${entry}';\n`;
    writeFileSync(join(sources, `${entry}.ts`), code);
  }
});

afterEach(() => rmSync(folder, { recursive: true }));

const read = (entry: string) => readFileSync(join(outdir, entry, 'index.js'), 'utf8');

describe('bundleHandlers', () => {
  it('writes one folder per handler of the contract, with one file in it', () => {
    expect(bundleHandlers({ sources, outdir })).toBe(outdir);
    expect(readdirSync(outdir).sort()).toEqual([...entries].sort());
    for (const entry of entries) expect(readdirSync(join(outdir, entry))).toEqual(['index.js']);
  });

  it('makes bundles that Lambda loads as index.handler', () => {
    bundleHandlers({ sources, outdir });
    const bundle = jest.requireActual<{ handler: () => string }>(join(outdir, 'send-message', 'index.js'));
    expect(bundle.handler()).toBe('hello from send-message');
  });

  it('writes the same bytes each time, without comments', () => {
    bundleHandlers({ sources, outdir });
    const first = entries.map(read);
    rmSync(outdir, { recursive: true });
    bundleHandlers({ sources, outdir });
    expect(entries.map(read)).toEqual(first);
    expect(first.join('')).not.toContain('licence');
  });

  it('gives every call a folder of its own unless told where to write', () => {
    const folders = [bundleHandlers({ sources }), bundleHandlers({ sources })];
    try {
      expect(new Set(folders).size).toBe(2);
      expect(folders.map((one) => readdirSync(one).length)).toEqual([entries.length, entries.length]);
    } finally {
      for (const one of folders) rmSync(one, { recursive: true });
    }
  });

  it('names the handlers that have no file', () => {
    rmSync(join(sources, 'fan-out.ts'));
    expect(() => bundleHandlers({ sources, outdir })).toThrow(
      /contract names handlers that have no file: .*fan-out\.ts$/,
    );
  });

  it('shows the file and line that does not compile', () => {
    writeFileSync(
      join(sources, 'chats.ts'),
      "import { nothing } from './nothing';\nexport const handler = nothing;\n",
    );
    expect(() => bundleHandlers({ sources, outdir })).toThrow(/Cannot bundle the handlers:[^]*chats\.ts:1:/);
  });
});

import { build } from 'esbuild';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import manifest from '../client/package.json';
import { declarations } from './client-package/declarations';

const project = join(__dirname, '..');

/**
 * Builds the npm package of the client: `npm pack ./client/dist` makes a tarball of it. `--outdir DIR` builds it elsewhere.
 * In the repository itself the client is used as it stands, without a build.
 */
async function main(args: readonly string[]): Promise<void> {
  const outdir = args.includes('--outdir')
    ? args[args.indexOf('--outdir') + 1]
    : join(project, 'client/dist');
  if (outdir === undefined) throw new Error('unable to build the client; --outdir needs a folder');
  // './browser' stands for client/browser/index.ts.
  const entries = Object.entries(manifest.exports).map(([path, file]) => ({
    path,
    name: path === '.' ? 'index' : path.slice('./'.length),
    module: join('client', file).replace(/\.ts$/, ''),
  }));
  rmSync(outdir, { recursive: true, force: true });
  await bundle(outdir, Object.fromEntries(entries.map(({ name, module }) => [name, `${module}.ts`])));
  const types = declarations(
    project,
    entries.map(({ module }) => module),
  );
  for (const [path, text] of types) write(join(outdir, 'types', path), text);
  const exports = Object.fromEntries(
    entries.map(({ path, name, module }) => [
      path,
      { types: `./types/${module}.d.ts`, default: `./${name}.js` },
    ]),
  );
  write(join(outdir, 'package.json'), `${JSON.stringify(publicManifest(exports), null, 2)}\n`);
  copyFileSync(join(project, 'client/README.md'), join(outdir, 'README.md'));
  copyFileSync(join(project, 'LICENSE'), join(outdir, 'LICENSE'));
}

/** One module per entry, with what they share in others. */
async function bundle(outdir: string, entryPoints: Record<string, string>): Promise<void> {
  await build({
    absWorkingDir: project,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    chunkNames: 'shared/[name]-[hash]',
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    external: ['react', 'node:*'],
  });
}

function write(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

function publicManifest(exports: object): object {
  const { private: _private, scripts: _scripts, ...rest } = manifest;
  return { ...rest, type: 'module', exports: { ...exports, './package.json': './package.json' } };
}

void main(process.argv.slice(2));

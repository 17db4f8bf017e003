import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import manifest from '../client/package.json';

const project = join(__dirname, '..');
const client = join(project, 'client');
const tsconfig = join(client, 'tsconfig.package.json');

/**
 * Builds the npm package of the client: `npm pack client/dist` makes a tarball of it. `--outdir DIR` builds it elsewhere.
 * In the repository itself the client is used as it stands, without a build.
 */
async function main(args: readonly string[]): Promise<void> {
  const outdir = args.includes('--outdir')
    ? (args[args.indexOf('--outdir') + 1] ?? '')
    : join(client, 'dist');
  const entries = Object.entries(manifest.exports).map(([path, file]) => ({
    path,
    file,
    name: nameOf(path),
  }));
  rmSync(outdir, { recursive: true, force: true });
  mkdirSync(outdir, { recursive: true });
  await bundle(outdir, Object.fromEntries(entries.map(({ name, file }) => [name, join(client, file)])));
  const exports = Object.fromEntries(
    entries.map(({ path, name }) => [path, { types: `./${name}.d.ts`, default: `./${name}.js` }]),
  );
  writeFileSync(join(outdir, 'package.json'), `${JSON.stringify(publicManifest(exports), null, 2)}\n`);
  copyFileSync(join(client, 'README.md'), join(outdir, 'README.md'));
  copyFileSync(join(project, 'LICENSE'), join(outdir, 'LICENSE'));
}

/** One module per entry with what they share in others, and their declarations, which name nothing outside of the package. */
async function bundle(outdir: string, input: Record<string, string>): Promise<void> {
  const build = await rolldown({
    input,
    platform: 'neutral',
    external: ['react', /^node:/],
    tsconfig,
    transform: { target: 'es2022' },
    plugins: [dts({ tsconfig })],
  });
  await build.write({ dir: outdir, format: 'esm', chunkFileNames: 'shared/[name].js' });
}

function publicManifest(exports: object): object {
  const { private: _private, scripts: _scripts, ...rest } = manifest;
  return { ...rest, type: 'module', exports: { ...exports, './package.json': './package.json' } };
}

function nameOf(path: string): string {
  return path === '.' ? 'index' : path.slice('./'.length);
}

void main(process.argv.slice(2));

import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Mutant } from './mutants';

const root = resolve(__dirname, '../..');

/**
 * Bundles the simulation with the bug in it to `outfile`, and leaves the code as it is.
 * @throws if a file does not have its place exactly once: the bug has to be planted anew then
 */
export async function buildMutant(mutant: Mutant, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/simulation/run-seed.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    outfile,
    plugins: [planting(mutant)],
  });
}

function planting({ name, patches }: Mutant): Plugin {
  return {
    name: 'planting',
    setup: ({ onLoad, onEnd }) => {
      const planted = new Set<string>();
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        const own = patches.filter(({ file }) => file === relative(root, path));
        if (own.length === 0) return undefined;
        planted.add(relative(root, path));
        const contents = own.reduce((text, patch) => plant(text, patch, name), await readFile(path, 'utf8'));
        return { contents, loader: 'ts' };
      });
      onEnd(() => {
        const missing = patches.find(({ file }) => !planted.has(file));
        if (missing) throw new Error(`${name}: ${missing.file} is no part of the simulation`);
      });
    },
  };
}

function plant(text: string, { file, search, replace }: Mutant['patches'][number], name: string): string {
  const parts = text.split(search);
  if (parts.length !== 2) throw new Error(`${name}: its place stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}

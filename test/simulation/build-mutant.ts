import { readFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Mutant } from './mutants';

const root = resolve(__dirname, '../..');

/**
 * Bundles the simulation with the bug in it to `outfile`, and leaves the code as it is.
 * @throws if the file does not have the place exactly once
 */
export async function buildMutant(mutant: Mutant | undefined, outfile: string): Promise<void> {
  await build({
    entryPoints: [join(root, 'test/simulation/run-seed.ts')],
    bundle: true,
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
    outfile,
    plugins: mutant === undefined ? [] : [planting(mutant)],
  });
}

function planting({ name, file, search, replace }: Mutant): Plugin {
  return {
    name: 'planting',
    setup: ({ onLoad, onEnd }) => {
      let isPlanted = false;
      onLoad({ filter: /\.ts$/ }, async ({ path }) => {
        if (relative(root, path) !== file) return undefined;
        const parts = (await readFile(path, 'utf8')).split(search);
        if (parts.length !== 2) throw new Error(`${name}: ${file} has its place ${parts.length - 1} times`);
        isPlanted = true;
        return { contents: parts.join(replace), loader: 'ts' };
      });
      onEnd(() => {
        if (!isPlanted) throw new Error(`${name}: ${file} is no part of the simulation`);
      });
    },
  };
}

import { join, relative } from 'node:path';
import { build, type Plugin } from 'esbuild';
import type { Mutant } from './mutants';
import { planted, root } from './planted';

/** Bundles the simulation with the bug in it to `outfile`, and leaves the code as it is. */
export async function buildMutant(mutant: Pick<Mutant, 'name' | 'patches'>, outfile: string): Promise<void> {
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

function planting({ name, patches }: Pick<Mutant, 'name' | 'patches'>): Plugin {
  return {
    name: 'planting',
    setup: (bundler) => {
      const files = new Set(patches.map(({ file }) => file));
      bundler.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const file = relative(root, path);
        if (!files.delete(file)) return undefined;
        return { contents: planted(name, file, patches), loader: 'ts' };
      });
      bundler.onEnd(() => {
        if (files.size > 0) throw new Error(`${name}: ${[...files].join()} is no part of the simulation`);
      });
    },
  };
}

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMutant } from './build-mutant';
import { mutants } from './mutants';
import type * as Simulation from './run-seed';

describe('mutants', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'mutants-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it.each(mutants)('$name is found', async (mutant) => {
    const outfile = join(folder, 'mutant.js');
    await buildMutant(mutant, outfile);
    const { runSeed } = (await import(outfile)) as typeof Simulation;
    const found = new Set<string>();
    for (let seed = 1; seed <= 20 && found.size === 0; seed++) {
      const { findings } = await runSeed(seed, mutant.profile, mutant.shape);
      for (const { kind } of findings) found.add(kind);
    }
    expect(mutant.as).toEqual(expect.arrayContaining([...found].slice(0, 1)));
  });
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildMutant } from './build-mutant';
import { mutants } from './mutants';
import { planted } from './planted';
import type * as Simulation from './run-seed';

/** The rest of them takes longer: npm run mutants. */
const few = mutants.filter((_mutant, index) => index % 12 === 0);

describe('mutants', () => {
  let folder = '';
  beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'mutants-'))));
  afterAll(() => rm(folder, { recursive: true }));

  it('are at least twenty, each with a name of its own', () => {
    expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
    expect(mutants.length).toBeGreaterThanOrEqual(20);
  });

  it.each(mutants)('$name has its places in the code', ({ name, patches }) => {
    for (const { file } of patches) expect(planted(name, file, patches)).not.toBe('');
  });

  it('say so when a place is gone', () => {
    const patch = { file: 'package.json', search: 'not there', replace: '' };
    expect(() => planted('a bug', 'package.json', [patch])).toThrow('0 times');
  });

  it.each(few)('$name is found', async ({ name, patches, profile, shape }) => {
    const outfile = join(folder, `${few.findIndex((mutant) => mutant.name === name)}.js`);
    await buildMutant({ name, patches }, outfile);
    const { runSeed } = (await import(outfile)) as typeof Simulation;
    let found = 0;
    for (let seed = 1; seed <= 40 && found === 0; seed++) {
      found = (await runSeed(seed, profile, shape)).findings.length;
    }
    expect(found).toBeGreaterThan(0);
  });
});

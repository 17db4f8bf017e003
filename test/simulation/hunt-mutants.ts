import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildMutant } from './build-mutant';
import { type Mutant, mutants } from './mutants';
import type { Shape } from './profile';
import { profiles, type ProfileName } from './profiles';
import type * as Simulation from './run-seed';
import { serveWork, shareWork } from './share-work';
import { writeReport } from './write-report';

const usage = `mutants [--seeds N] [--every] [--name PART] [--outputFile FILE]
Plants each bug in a build of the simulation, and runs seeds of the profile that finds it best until one finds it.
--seeds: the first so many of them must (200). --every: all profiles, and which of them found it after how many seeds.`;

type Bait = Pick<Mutant, 'profile' | 'shape'>;

interface Catch extends Bait {
  seeds: number;
  as: string[];
}

/** One mutant to be found; isEvery: with all profiles. */
interface Hunt {
  name: string;
  seeds: number;
  isEvery: boolean;
}

interface Caught {
  name: string;
  catches: Catch[];
}

async function main(): Promise<void> {
  const options = {
    seeds: { type: 'string', default: '200' },
    every: { type: 'boolean', default: false },
    name: { type: 'string', default: '' },
    json: { type: 'boolean' },
    outputFile: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const hunts = mutants
    .filter(({ name }) => name.includes(values.name))
    .map(({ name }): Hunt => ({ name, seeds: Number(values.seeds), isEvery: values.every }));
  let passed = 0;
  await shareWork(hunts, (caught) => {
    const { name, catches } = caught as Caught;
    if (catches.length > 0) passed += 1;
    console.log(`${name}\n${catches.map(lineOf).join('\n') || '    SURVIVES'}`);
  });
  writeReport('mutants', { passed, failed: hunts.length - passed }, values.outputFile);
}

async function hunt({ name, seeds, isEvery }: Hunt): Promise<Caught> {
  const mutant = mutants.find((one) => one.name === name);
  if (!mutant) throw new Error(`there is no mutant ${name}`);
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  try {
    const simulation = await plant(mutant, join(folder, 'mutant.js'));
    return { name, catches: await lure(simulation, isEvery ? everyBait(mutant) : [mutant], seeds) };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function plant(mutant: Mutant, outfile: string): Promise<typeof Simulation> {
  await buildMutant(mutant, outfile);
  return (await import(outfile)) as typeof Simulation;
}

function everyBait({ profile, shape }: Mutant): Bait[] {
  const all = (Object.keys(profiles) as ProfileName[]).flatMap((name) =>
    (['few', 'many'] as Shape[]).map((one) => ({ profile: name, shape: one })),
  );
  return all.sort((one, other) => {
    const isBest = (bait: Bait) => bait.profile === profile && bait.shape === shape;
    return Number(isBest(other)) - Number(isBest(one));
  });
}

async function lure(simulation: typeof Simulation, baits: readonly Bait[], seeds: number): Promise<Catch[]> {
  const catches: Catch[] = [];
  for (const { profile, shape } of baits) {
    for (let seed = 1; seed <= seeds; seed++) {
      const { findings } = await simulation.runSeed(seed, profile, shape);
      if (findings.length === 0) continue;
      catches.push({ profile, shape, seeds: seed, as: [...new Set(findings.map(({ kind }) => kind))] });
      break;
    }
  }
  return catches;
}

function lineOf({ profile, shape, seeds, as }: Catch): string {
  return `    ${profile.padEnd(12)}${shape.padEnd(6)}${String(seeds).padStart(4)}  ${as.join(', ')}`;
}

if (!serveWork((work) => hunt(work as Hunt))) void main();

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildMutant } from './build-mutant';
import { type Mutant, mutants } from './mutants';
import { profiles, type ProfileName, type Shape } from './profiles';
import type * as Simulation from './run-seed';

const usage = `mutants [--seeds N] [--every] [--name PART]
Plants each bug in a build of the simulation, and runs seeds of the profile that finds it best until one finds it.
--seeds: the first so many of them must (200). --every: all profiles, and which of them found it after how many seeds.`;

type Bait = Pick<Mutant, 'profile' | 'shape'>;

interface Catch extends Bait {
  seeds: number;
  as: string[];
}

async function main(): Promise<void> {
  const options = {
    seeds: { type: 'string', default: '200' },
    every: { type: 'boolean', default: false },
    name: { type: 'string', default: '' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const folder = await mkdtemp(join(tmpdir(), 'mutants-'));
  const hunted = mutants.filter(({ name }) => name.includes(values.name));
  let passed = 0;
  try {
    for (const [index, mutant] of hunted.entries()) {
      const simulation = await plant(mutant, join(folder, `mutant-${index}.js`));
      const baits = values.every ? everyBait(mutant) : [mutant];
      const catches = await hunt(simulation, baits, Number(values.seeds));
      if (catches.length > 0) passed += 1;
      console.log(`${mutant.name}\n${catches.map(lineOf).join('\n') || '    SURVIVES'}`);
    }
  } finally {
    await rm(folder, { recursive: true });
  }
  console.log(`mutants: ${passed} passed, ${hunted.length - passed} failed`);
  if (passed < hunted.length) process.exitCode = 1;
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

async function hunt(simulation: typeof Simulation, baits: readonly Bait[], seeds: number): Promise<Catch[]> {
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

void main();

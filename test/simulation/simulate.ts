import './quiet-log';
import { parseArgs } from 'node:util';
import { printHistory } from './print-history';
import type { Shape } from './profile';
import { profiles, type ProfileName } from './profiles';
import { runSeed } from './run-seed';
import { planScenario } from './plan-scenario';
import { serveWork, shareWork } from './share-work';
import { shrinkScenario } from './shrink-scenario';
import { writeReport } from './write-report';

/** One row of the table: a profile with a shape. */
interface Row {
  profile: ProfileName;
  shape: Shape;
  seeds: number;
  messages: number;
  events: number;
  faults: number;
  milliseconds: number;
  failed: number[];
}

interface Work {
  profile: ProfileName;
  shape: Shape;
  from: number;
  count: number;
}

const shapes: Shape[] = ['few', 'many'];
const seedsPerPiece = 25;
const shrinkingRuns = 600;

const usage = `simulate [--seeds N] [--from N] [--profile NAME] [--shape few|many] [--outputFile FILE]
simulate --seed N [--profile NAME] [--shape few|many]     replays one seed, and prints what happened
Profiles: ${Object.keys(profiles).join(', ')}. Without one: all of them. --seeds is the number of runs in all.`;

async function main(): Promise<void> {
  const options = {
    seeds: { type: 'string', default: '1400' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    profile: { type: 'string' },
    shape: { type: 'string' },
    json: { type: 'boolean' },
    outputFile: { type: 'string' },
    help: { type: 'boolean' },
  } as const;
  const { values } = parseArgs({ options });
  if (values.help) return console.log(usage);
  const chosen = rowsOf(values.profile, values.shape);
  if (values.seed !== undefined) return replay(chosen, Number(values.seed));
  const rows = await runAll(chosen, {
    seeds: Math.ceil(Number(values.seeds) / chosen.length),
    from: Number(values.from),
  });
  printTable(rows);
  const failures = rows.reduce((sum, row) => sum + row.failed.length, 0);
  const passed = rows.reduce((sum, row) => sum + row.seeds, 0) - failures;
  writeReport('simulation', { passed, failed: failures }, values.outputFile);
  const failed = rows.find((row) => row.failed.length > 0);
  if (failed) await explain(failed, failed.failed[0] ?? 0);
}

function rowsOf(profile: string | undefined, shape: string | undefined): Pick<Row, 'profile' | 'shape'>[] {
  const names = (Object.keys(profiles) as ProfileName[]).filter((name) => (profile ?? name) === name);
  const rows = names.flatMap((name) =>
    shapes.filter((one) => (shape ?? one) === one).map((one) => ({ profile: name, shape: one })),
  );
  if (rows.length === 0) throw new Error(`there is no such profile or shape\n${usage}`);
  return rows;
}

async function runAll(
  chosen: readonly Pick<Row, 'profile' | 'shape'>[],
  { seeds, from }: { seeds: number; from: number },
): Promise<Row[]> {
  const rows = chosen.map((row): Row => {
    return { ...row, seeds: 0, messages: 0, events: 0, faults: 0, milliseconds: 0, failed: [] };
  });
  const pieces = chosen.flatMap((row) =>
    Array.from({ length: Math.ceil(seeds / seedsPerPiece) }, (_piece, index): Work => {
      const done = index * seedsPerPiece;
      return { ...row, from: from + done, count: Math.min(seedsPerPiece, seeds - done) };
    }),
  );
  const take = (part: Row) => {
    const row = rows.find(({ profile, shape }) => profile === part.profile && shape === part.shape);
    if (!row) return;
    for (const key of ['seeds', 'messages', 'events', 'faults', 'milliseconds'] as const)
      row[key] += part[key];
    row.failed = [...row.failed, ...part.failed].sort((one, other) => one - other);
  };
  await shareWork(pieces, (row) => take(row as Row));
  return rows;
}

async function runPiece({ profile, shape, from, count }: Work): Promise<Row> {
  const row: Row = {
    profile,
    shape,
    seeds: count,
    messages: 0,
    events: 0,
    faults: 0,
    milliseconds: 0,
    failed: [],
  };
  const startedAt = performance.now();
  for (let seed = from; seed < from + count; seed++) {
    const { history, events, faults, findings } = await runSeed(seed, profile, shape);
    row.messages += Object.values(history.logs).reduce((sum, log) => sum + log.length, 0);
    row.events += events;
    row.faults += faults.length;
    if (findings.length > 0) row.failed.push(seed);
  }
  row.milliseconds = performance.now() - startedAt;
  return row;
}

function printTable(rows: readonly Row[]): void {
  const line = (cells: readonly (string | number)[]) =>
    cells.map((cell, index) => (index < 2 ? String(cell).padEnd(12) : String(cell).padStart(11))).join('');
  console.log(line(['profile', 'chats', 'seeds', 'entries', 'events', 'faults', 'ms/seed', 'violations']));
  for (const { profile, shape, seeds, messages, events, faults, milliseconds, failed } of rows) {
    const each = (milliseconds / seeds).toFixed(1);
    console.log(line([profile, shape, seeds, messages, events, faults, each, failed.length]));
    if (failed.length > 0) console.log(`  seeds ${failed.slice(0, 20).join(', ')}`);
  }
}

async function explain({ profile, shape }: Pick<Row, 'profile' | 'shape'>, seed: number): Promise<void> {
  const scenario = planScenario(seed, profile, shape);
  const { findings } = await runSeed(seed, profile, shape);
  const kind = findings[0]?.kind;
  if (kind === undefined) return;
  const shrunk = await shrinkScenario(scenario, kind, shrinkingRuns);
  console.log(`\nThe shortest history of seed ${seed} (${profile}, ${shape}) found in ${shrunk.runs} runs:`);
  console.log(printHistory(shrunk.scenario, shrunk.checked));
}

async function replay(chosen: readonly Pick<Row, 'profile' | 'shape'>[], seed: number): Promise<void> {
  for (const { profile, shape } of chosen) {
    const checked = await runSeed(seed, profile, shape);
    const { findings, events, faults } = checked;
    console.log(
      `seed ${seed}, ${profile}, ${shape}: ${events} events, ${faults.length} faults, ${findings.length} violations`,
    );
    if (chosen.length === 1 && findings.length === 0) {
      console.log(printHistory(planScenario(seed, profile, shape), checked));
    }
    if (findings.length > 0) {
      process.exitCode = 1;
      await explain({ profile, shape }, seed);
    }
  }
}

if (!serveWork((work) => runPiece(work as Work))) void main();

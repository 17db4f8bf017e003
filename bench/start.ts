import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { fetchToken } from './fetch-token';
import { percentile } from './percentile';
import { RawSocket } from './raw-socket';
import { startRuntimeProcess } from './runtime-process';

const webBuild = 'exec node --import tsx scripts/build-web.ts';

/** What answers a hello, and the time of it that a saved change puts there. */
const source = 'lambda/domain/session.ts';
const answered = 'new Date(requestedAt)';

/** How often it is looked whether something has happened, which is as exact as the figures are. */
const lookMs = 10;
const patienceMs = 60_000;

/**
 * How long `npm start` takes when nothing has changed, and how long it is from a save of a handler until the new code
 * answers on a socket that was open before: `--runs N` of each, 5 by default, after a start that builds what is not
 * built yet. The sources that are changed are a copy under `.parley/`.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
  const runs = Number(values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Error('--runs must be a whole number over 0');
  const copy = copyOfSources();
  try {
    await timeStart(copy);
    const starts: number[] = [];
    for (let run = 0; run < runs; run += 1) starts.push(await timeStart(copy));
    report('start, nothing changed', starts);
    report('save to answer', await timeReloads(copy, runs));
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Within the project, so that they find its packages. */
function copyOfSources(): string {
  mkdirSync('.parley', { recursive: true });
  const copy = mkdtempSync('.parley/bench-start-');
  for (const folder of ['lambda', 'protocol']) cpSync(folder, join(copy, folder), { recursive: true });
  return copy;
}

/** The watcher's lines are copied to a file: its first tells that a save counts from then on. */
const linesOf = (copy: string): string => join(copy, 'watch.log');

function options(copy: string): string[] {
  const watch = `node --import tsx scripts/watch-bundles.ts ${copy} | tee ${linesOf(copy)}`;
  return ['--watch', watch, '--web-build', webBuild];
}

async function timeStart(copy: string): Promise<number> {
  const startedAt = performance.now();
  const runtime = await startRuntimeProcess(options(copy));
  const took = performance.now() - startedAt;
  await runtime.stop();
  return took;
}

async function timeReloads(copy: string, runs: number): Promise<number[]> {
  rmSync(linesOf(copy), { force: true });
  const runtime = await startRuntimeProcess(options(copy));
  try {
    const socket = await RawSocket.connect(runtime.socketUrl, await fetchToken(runtime.webUrl, 'alice'));
    const isWatching = (): boolean => existsSync(linesOf(copy)) && readFileSync(linesOf(copy)).length > 0;
    await until(isWatching);
    const reloads: number[] = [];
    for (let run = 0; run < runs; run += 1) reloads.push(await timeReload(socket, copy, 2000 + run));
    socket.close();
    return reloads;
  } finally {
    await runtime.stop();
  }
}

/** Makes a hello answer with a year, and waits for it. */
async function timeReload(socket: RawSocket, copy: string, year: number): Promise<number> {
  const text = readFileSync(source, 'utf8');
  if (!text.includes(answered)) throw new Error(`${source} has no ${answered} to change`);
  const savedAt = performance.now();
  writeFileSync(join(copy, source), text.replaceAll(answered, `new Date(Date.UTC(${year}, 5))`));
  await until(async () => {
    const { serverTime } = await socket.request('hello', {});
    return String(serverTime).startsWith(String(year));
  });
  return performance.now() - savedAt;
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const endsAt = performance.now() + patienceMs;
  while (!(await isSo())) {
    if (performance.now() > endsAt) throw new Error(`nothing came of it within ${patienceMs / 1000} s`);
    await sleep(lookMs);
  }
}

function report(what: string, samples: readonly number[]): void {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  const median = seconds(percentile(samples, 0.5));
  console.log(
    `${what.padEnd(24)} median ${median} s, slowest ${seconds(Math.max(...samples))} s of ${samples.length}`,
  );
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

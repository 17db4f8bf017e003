import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Audience, type Round } from './fan-out/audience';
import { writeAssembly } from './fan-out/write-assembly';
import { heading, percentiles } from './percentiles';
import { startRuntimeProcess } from './runtime-process';

const pauseMs = 300;
const text = 'x'.repeat(100);

const rows: readonly (readonly [keyof Round, string])[] = [
  ['sendStarted', 'send function runs'],
  ['acknowledged', 'acknowledged'],
  ['firstWorker', 'first worker runs'],
  ['lastWorker', 'last worker runs'],
  ['lastRead', 'last sockets read'],
  ['firstReceived', 'first received'],
  ['lastReceived', 'last received'],
];

/**
 * How fast the runtime is by itself, without chat code: one message reaches a group whose members are all online through
 * a function, a queue, workers and @connections. `--sockets N` receive, 499 by default, for `--rounds N`, 15 by default.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { rounds: { type: 'string', default: '15' }, sockets: { type: 'string', default: '499' } },
  });
  const folder = mkdtempSync(join(tmpdir(), 'parley-fan-out-'));
  try {
    writeAssembly(folder);
    await measure(folder, wholeNumber('sockets', values.sockets), wholeNumber('rounds', values.rounds));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function wholeNumber(name: string, given: string): number {
  const value = Number(given);
  if (Number.isInteger(value) && value >= 1 && value <= 1000) return value;
  throw new Error(`--${name} must be a number from 1 to 1000`);
}

async function measure(folder: string, sockets: number, rounds: number): Promise<void> {
  const runtime = await startRuntimeProcess(['--assembly', folder]);
  try {
    const startedAt = performance.now();
    const audience = await Audience.connect(runtime.socketUrl, sockets + 1);
    console.log(`${sockets + 1} sockets connected in ${Math.round(performance.now() - startedAt)} ms`);
    const first = await audience.send(text);
    console.log(`first message, which starts the workers: ${Math.round(first.lastReceived)} ms`);
    print(await sendAll(audience, rounds), sockets);
    audience.close();
  } finally {
    await runtime.stop();
  }
}

async function sendAll(audience: Audience, rounds: number): Promise<Round[]> {
  const measured: Round[] = [];
  while (measured.length < rounds) {
    await sleep(pauseMs);
    measured.push(await audience.send(text));
  }
  return measured;
}

function print(measured: readonly Round[], sockets: number): void {
  console.log(`${measured.length} messages, one at a time, to ${sockets} sockets`);
  console.log(heading);
  for (const [key, name] of rows) {
    console.log(
      percentiles(
        name,
        measured.map((round) => round[key]),
      ),
    );
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

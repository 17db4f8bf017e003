import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type ProcessUsage, processTree } from './process-tree';
import { startRuntimeProcess } from './runtime-process';

const settleMs = 30_000;

const watch = 'exec node --import tsx scripts/watch-bundles.ts';

/** What `npm start` uses of a core while nothing happens: `--seconds N` of it, 30 by default, after 30 to settle. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '30' } } });
  const seconds = Number(values.seconds);
  if (!(seconds >= 1 && seconds <= 600)) throw new Error('--seconds must be a number from 1 to 600');
  const runtime = await startRuntimeProcess(['--watch', watch]);
  try {
    await sleep(settleMs);
    const before = processTree(runtime.pid);
    await sleep(seconds * 1000);
    report(before, processTree(runtime.pid), seconds);
  } finally {
    await runtime.stop();
  }
}

function report(before: readonly ProcessUsage[], after: readonly ProcessUsage[], seconds: number): void {
  console.log(`${seconds} s without any work`);
  let total = 0;
  for (const { pid, command, cpuSeconds, residentMb } of after) {
    const used = cpuSeconds - (before.find((usage) => usage.pid === pid)?.cpuSeconds ?? 0);
    total += used;
    console.log(
      `${percent(used / seconds)} of a core  ${residentMb.toFixed(0).padStart(5)} MB  ${name(command)}`,
    );
  }
  console.log(`${percent(total / seconds)} of a core in all`);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(2)} %`.padStart(8);
}

function name(command: string): string {
  return /(local\/main|scripts\/watch-bundles|esbuild)/.exec(command)?.[1] ?? command.slice(0, 40);
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

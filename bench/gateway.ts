import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { writeEchoAssembly } from './gateway/echo-assembly';
import { type EchoRate, measureConnects, measureEchoes } from './gateway/echo-load';
import { startServer, type ServerProcess } from './gateway/server-process';

/** The emulation that is measured beside ours; installed for the run only. */
const other = 'serverless-offline@14.8.2';

const sizes = [1, 50, 500] as const;

/** What this project wants of its gateway, as shares of what the others do at 50 connections. */
const aims = { 'serverless-offline': 5, ws: 0.15 } as const;

interface Result {
  name: string;
  echoes: (EchoRate | undefined)[];
  connects: number;
}

/** An echo through our gateway, with and without the inspector, through serverless-offline's, and from a bare `ws` server. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { seconds: { type: 'string', default: '3' } } });
  const seconds = Number(values.seconds);
  if (!(seconds > 0 && seconds <= 8)) throw new Error('--seconds must be a number up to 8');
  const folder = mkdtempSync(join(tmpdir(), 'bench-gateway-'));
  // The others of the group get the signal as well; what is left is the folder.
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => {
      rmSync(folder, { recursive: true, force: true });
      process.exit(130);
    });
  try {
    report(await measureAll(folder, seconds));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureAll(folder: string, seconds: number): Promise<Result[]> {
  writeEchoAssembly(folder);
  await install(folder);
  const servers: readonly (readonly [string, () => Promise<ServerProcess>])[] = [
    ['local runtime', () => startServer('parley-server.ts', [folder])],
    ['the same, recording', () => startServer('parley-server.ts', [folder, 'recording'])],
    [
      'serverless-offline',
      () => startServer('serverless-offline-server.mjs', [folder, join(folder, 'code')]),
    ],
    ['ws', () => startServer('ws-server.ts')],
  ];
  const results: Result[] = [];
  for (const [name, start] of servers) results.push({ name, ...(await measure(await start(), seconds)) });
  return results;
}

async function measure(server: ServerProcess, seconds: number): Promise<Omit<Result, 'name'>> {
  try {
    const connects = await measureConnects(server.url, seconds);
    const echoes: (EchoRate | undefined)[] = [];
    for (const size of sizes) echoes.push(await measureEchoes(server.url, size, seconds));
    return { echoes, connects };
  } finally {
    await server.stop();
  }
}

/** Without its peer, the Serverless framework, and without install scripts. */
async function install(folder: string): Promise<void> {
  const flags = ['--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps'];
  const npm = spawn('npm', ['install', ...flags, '--silent', other], { stdio: 'inherit' });
  await once(npm, 'exit');
  if (npm.exitCode !== 0) throw new Error(`npm could not install ${other}`);
}

function report(results: readonly Result[]): void {
  const columns = sizes.flatMap((size) => [`${size} conn.: /s`, 'p99 ms']);
  console.log(row('echoes of one function', [...columns, 'connects/s']));
  for (const { name, echoes, connects } of results) {
    const cells = echoes.flatMap((rate) =>
      rate ? [rate.perSecond.toFixed(0), rate.p99Ms.toFixed(1)] : ['> 10 s', '-'],
    );
    console.log(row(name, [...cells, connects.toFixed(0)]));
  }
  const rateOf = (name: string): number =>
    results.find((result) => result.name === name)?.echoes[sizes.indexOf(50)]?.perSecond ?? Number.NaN;
  for (const [name, aim] of Object.entries(aims)) {
    const ratio = rateOf('local runtime') / rateOf(name);
    console.log(`at 50 connections: ${ratio.toFixed(2)} x ${name} (aim: ${aim} x)`);
  }
  const share = rateOf('the same, recording') / rateOf('local runtime');
  console.log(`at 50 connections: ${share.toFixed(2)} of that while recording for the inspector`);
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(24) + cells.map((cell) => cell.padStart(14)).join('');
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

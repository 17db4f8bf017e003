import { spawnSync } from 'node:child_process';
import { handlers } from '../../lambda/contract/handlers';
import { percentile } from '../percentile';

const rounds = 15;

/** A URL is what most variables may be; those that must be a number are one. */
const environment = Object.fromEntries(
  Object.values(handlers)
    .flatMap(({ variables }): readonly string[] => variables)
    .map((name) => [name, /_(DAYS|SECONDS|LIMIT)$/.test(name) ? '1' : 'https://example.invalid/1']),
);

/**
 * How many milliseconds a fresh process takes to load each file and to run what stands in its module scope: the median
 * of 15, less the median of processes that load nothing. All take turns, so that a busy moment hits them alike.
 *
 * @throws Error with what the process printed, when a file cannot be loaded.
 */
export function coldImports(files: readonly string[]): number[] {
  const empty: number[] = [];
  const loaded = files.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    empty.push(run(''));
    files.forEach((file, index) => loaded[index]?.push(run(`require(${JSON.stringify(file)})`)));
  }
  return loaded.map((samples) => percentile(samples, 0.5) - percentile(empty, 0.5));
}

function run(code: string): number {
  const startedAt = performance.now();
  // Without the exit, a client's open handle would count.
  const { status, stderr } = spawnSync(process.execPath, ['-e', `${code};process.exit()`], {
    env: {
      ...environment,
      AWS_REGION: 'us-east-1',
      CACHE_AUTH: 'none',
      CACHE_HOST: '127.0.0.1',
      CACHE_PORT: '1',
    },
    encoding: 'utf8',
  });
  const milliseconds = performance.now() - startedAt;
  if (status !== 0) throw new Error(`unable to load a bundle: ${code}\n${stderr}`);
  return milliseconds;
}

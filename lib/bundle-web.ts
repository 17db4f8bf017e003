import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

const project = join(__dirname, '..');

const weekMs = 7 * 86_400_000;

/** Everything that the page is made of. */
const inputs = [
  'web',
  'client',
  'protocol',
  'package-lock.json',
  'scripts/web-vite.config.ts',
  'tsconfig.json',
];

/**
 * Builds the page of `web/` with Vite, and gives the folder. One that was built from the same inputs is used again; two
 * processes that build at once do not meet.
 *
 * @throws Error with Vite's message
 */
export function bundleWeb(): string {
  const target = join(project, '.parley', 'web', inputKey());
  if (existsSync(join(target, 'index.html'))) return target;
  mkdirSync(dirname(target), { recursive: true });
  const temporary = mkdtempSync(join(dirname(target), '.build-'));
  try {
    runVite(temporary);
    if (!existsSync(target)) renameSync(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  removeOld(target);
  return target;
}

function runVite(outdir: string): void {
  const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', 'scripts/web-vite.config.ts', '--outDir', outdir, '--emptyOutDir'];
  execFileSync(process.execPath, [...args, '--logLevel', 'error'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function inputKey(): string {
  const hash = createHash('sha256');
  for (const path of inputs.flatMap((name) => filesAt(join(project, name)))) {
    const content = readFileSync(path);
    hash.update(`\n${relative(project, path)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 20);
}

function filesAt(path: string): string[] {
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .filter((name) => name !== 'node_modules' && !name.startsWith('.'))
    .sort()
    .flatMap((name) => filesAt(join(path, name)));
}

/** Each change makes another page: those that were built more than a week ago go. */
function removeOld(used: string): void {
  for (const name of readdirSync(dirname(used))) {
    const path = join(dirname(used), name);
    const builtAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (path !== used && Date.now() - builtAt > weekMs) rmSync(path, { recursive: true, force: true });
  }
}

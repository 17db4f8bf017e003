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

const inspectorFolder = join(project, 'web', 'inspector');

interface Page {
  /** Where it is kept, under `.parley/`. */
  readonly place: string;
  readonly config: string;
  /** Everything that it is made of, besides what every page needs. */
  readonly inputs: readonly string[];
}

const chat: Page = {
  place: 'web',
  config: 'scripts/web-vite.config.ts',
  inputs: ['web', 'client', 'protocol'],
};

const inspector: Page = {
  place: 'inspector',
  config: 'scripts/inspector-vite.config.ts',
  inputs: ['web', 'prices', 'web/inspector'],
};

/**
 * Builds the page of `web/` with Vite, and gives the folder. One that was built from the same inputs is used again; two
 * processes that build at once do not meet. The inspector is not in it.
 *
 * @throws Error with Vite's message
 */
export function bundleWeb(): string {
  return bundle(chat);
}

/** The same for the page of `web/inspector/`, which only the local runtime serves. */
export function bundleInspector(): string {
  return bundle(inspector);
}

function bundle(page: Page): string {
  const target = join(project, '.parley', page.place, inputKey(page));
  if (existsSync(join(target, 'index.html'))) return target;
  mkdirSync(dirname(target), { recursive: true });
  const temporary = mkdtempSync(join(dirname(target), '.build-'));
  try {
    runVite(page, temporary);
    if (!existsSync(target)) renameSync(temporary, target);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  removeOld(target);
  return target;
}

function runVite({ config }: Page, outdir: string): void {
  const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js');
  const args = [vite, 'build', '--config', config, '--outDir', outdir, '--emptyOutDir'];
  execFileSync(process.execPath, [...args, '--logLevel', 'error'], {
    cwd: project,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
}

function inputKey({ inputs, config }: Page): string {
  const hash = createHash('sha256');
  const all = [...inputs, config, 'package-lock.json', 'tsconfig.json'];
  for (const path of all.flatMap((name) => filesAt(join(project, name)))) {
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
    .map((name) => join(path, name))
    .filter((inside) => inside !== inspectorFolder)
    .flatMap(filesAt);
}

/** Each change makes another page: those that were built more than a week ago go. */
function removeOld(used: string): void {
  for (const name of readdirSync(dirname(used))) {
    const path = join(dirname(used), name);
    const builtAt = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (path !== used && Date.now() - builtAt > weekMs) rmSync(path, { recursive: true, force: true });
  }
}

import { mkdirSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { join, resolve } from 'node:path';
import { bundleHandlers } from '../lib/bundle-handlers';

// Bundles the handlers now and after every change of a source, each time into a new folder, and prints `bundles {folder}`.
// The local runtime runs this beside itself (--watch) and ends it by closing its standard input.

const project = resolve(process.argv[2] ?? join(__dirname, '..'));
const SOURCES = ['lambda', 'protocol'];
/** An editor saves in several steps, and a formatter right after it. */
const SETTLE_MS = 30;
/** A runtime starts environments from the last folder; one that just starts may still read the one before. */
const KEPT = 2;

const parent = join(__dirname, '../.parley/handlers');
mkdirSync(parent, { recursive: true });
const folder = mkdtempSync(join(parent, 'watch-'));
const written: string[] = [];
let runs = 0;

const bundle = (): void => {
  const outdir = join(folder, String((runs += 1)));
  try {
    bundleHandlers({ sources: join(project, 'lambda/handlers'), outdir });
    written.push(outdir);
    process.stdout.write(`bundles ${outdir}\n`);
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  }
  for (const old of written.splice(0, Math.max(0, written.length - KEPT))) rmSync(old, { recursive: true });
};

let timer: NodeJS.Timeout | undefined;
const watched = new Set<string>();

/** Folders rather than files: many editors replace a file instead of writing into it. */
const watchFolder = (path: string): void => {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) watchFolder(join(path, entry.name));
  if (watched.has(path)) return;
  watched.add(path);
  const watcher = watch(path, () => {
    clearTimeout(timer);
    timer = setTimeout(onChange, SETTLE_MS);
  });
  // The folder was removed.
  watcher.on('error', () => watcher.close());
};

const watchSources = (): void => {
  for (const source of SOURCES) watchFolder(join(project, source));
};

const onChange = (): void => {
  watchSources();
  bundle();
};

process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGTERM', () => process.exit(0));
process.stdin.on('end', () => process.exit(0)).resume();
watchSources();
bundle();

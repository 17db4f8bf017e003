import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Top-level folders that no synthesized template depends on. */
const NOT_INPUTS = new Set([
  'node_modules',
  'cdk.out',
  'coverage',
  'test',
  'docs',
  'local',
  'bench',
  'terminal',
  'web',
]);

const INPUT_FILES = ['package.json', 'package-lock.json', 'cdk.json', 'tsconfig.json'];

const filesUnder = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.startsWith('.')) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesUnder(path) : entry.isFile() ? [path] : [];
  });

const inputFiles = (root: string): string[] => {
  const folders = readdirSync(root, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !NOT_INPUTS.has(entry.name))
    .map((entry) => join(root, entry.name));
  const files = INPUT_FILES.map((name) => join(root, name)).filter((path) => existsSync(path));
  return [...files, ...folders.flatMap(filesUnder)].sort();
};

/** Names the assembly that the sources of a project give: it changes when any of their bytes, or the context, does. */
export const assemblyKey = (root: string, context: Readonly<Record<string, unknown>>): string => {
  const hash = createHash('sha256').update(JSON.stringify(context));
  for (const path of inputFiles(root)) {
    const content = readFileSync(path);
    hash.update(`\n${path.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 20);
};

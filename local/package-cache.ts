import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LocalError } from './local-error';

/** Git-ignored; a folder for each package and version, never removed by the runtime. */
const CACHE = join(__dirname, '../.parley/cache');

export interface CachedPackage {
  readonly name: string;
  readonly version: string;
}

const run = (command: string, args: readonly string[], cwd: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, stdio: ['ignore', 'ignore', 'pipe'] });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(errors.trim().split('\n')[0] ?? `${command} exited with ${code ?? 0}`));
    });
  });

/** Into a folder of its own, then renamed: two processes may fetch at once, and a failed try leaves nothing. */
const fetchInto = async (folder: string, { name, version }: CachedPackage): Promise<void> => {
  mkdirSync(CACHE, { recursive: true });
  const temporary = mkdtempSync(join(CACHE, '.fetch-'));
  try {
    await run('npm', ['pack', `${name}@${version}`, '--silent'], temporary);
    const archive = readdirSync(temporary).find((file) => file.endsWith('.tgz')) ?? '';
    await run('tar', ['xzf', archive], temporary);
    if (!existsSync(folder)) renameSync(join(temporary, 'package'), folder);
  } catch (error) {
    if (existsSync(folder)) return;
    throw new LocalError(`npm pack ${name}@${version} failed: ${String(error)}.`);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

/** The folder of a package that is too large or not free enough to be a dependency; fetched once, by its name. */
export const cachedPackage = async (wanted: CachedPackage): Promise<string> => {
  const folder = join(CACHE, `${wanted.name}-${wanted.version}`);
  if (!existsSync(folder)) await fetchInto(folder, wanted);
  return folder;
};

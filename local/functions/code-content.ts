import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A digest of all files under a folder, their names included; undefined when there is no such folder. */
export const codeContent = (folder: string): string | undefined => {
  if (!existsSync(folder)) return undefined;
  const hash = createHash('sha256');
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  for (const file of files.sort()) hash.update(`\n${file.slice(folder.length)}\n`).update(readFileSync(file));
  return hash.digest('hex');
};

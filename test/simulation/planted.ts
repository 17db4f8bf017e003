import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Patch } from './mutants';

export const root = resolve(__dirname, '../..');

/**
 * A file of the project with the bugs in it that are planted there.
 * @throws if one of the places does not stand in it exactly once: the bug has to be planted anew then
 */
export function planted(name: string, file: string, patches: readonly Patch[]): string {
  return patches
    .filter((patch) => patch.file === file)
    .reduce(
      (text, { search, replace }) => {
        const parts = text.split(search);
        if (parts.length !== 2)
          throw new Error(`${name}: its place stands ${parts.length - 1} times in ${file}`);
        return parts.join(replace);
      },
      readFileSync(join(root, file), 'utf8'),
    );
}

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseObject, textOf } from './json';
import { LocalError } from './local-error';

/** The entry file of an installed package, also of one that only exports an ES module. */
export const packageEntry = (name: string): string => {
  const folders = require.resolve.paths(name) ?? [];
  const folder = folders.map((parent) => join(parent, name)).find((path) => existsSync(path));
  if (folder === undefined) throw new LocalError(`The package ${name} is not installed: run npm install.`);
  const main = textOf(parseObject(readFileSync(join(folder, 'package.json'), 'utf8'))?.['main']);
  return join(folder, main ?? 'index.js');
};

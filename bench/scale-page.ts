import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillPage } from './plan/fill-page';
import { makePlan } from './plan/make-plan';
import { measureSizes } from './plan/measure-sizes';
import { parsePlanOptions } from './plan/parse-options';
import { printPlan } from './plan/print-plan';

/** Runs every command of docs/scale.md and writes what it prints below it. */
async function main(): Promise<void> {
  const file = join(__dirname, '../docs/scale.md');
  const costs = await measureSizes();
  const page = fillPage(readFileSync(file, 'utf8'), (args) => {
    const options = parsePlanOptions(args);
    if (options === undefined) throw new Error('the page has no command that asks for help');
    return printPlan(makePlan(options, costs), options);
  });
  writeFileSync(file, page);
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

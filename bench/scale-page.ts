import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fillPage } from './plan/fill-page';
import { makePlan } from './plan/make-plan';
import { measureSizes } from './plan/measure-sizes';
import { parsePlanOptions } from './plan/parse-options';
import { printPlan } from './plan/print-plan';

const pages = ['docs/scale.md', 'README.md'].map((name) => join(__dirname, '..', name));

/** Runs every command of the pages and writes what it prints below it. */
async function main(): Promise<void> {
  const costs = await measureSizes();
  const run = (args: string[]): string => {
    const options = parsePlanOptions(args);
    if (options === undefined) throw new Error('the pages have no command that asks for help');
    return printPlan(makePlan(options, costs), options);
  };
  for (const page of pages) writeFileSync(page, fillPage(readFileSync(page, 'utf8'), run));
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});

import { makePlan } from './plan/make-plan';
import { measureSizes } from './plan/measure-sizes';
import { help, parsePlanOptions } from './plan/parse-options';
import { printPlan } from './plan/print-plan';

/** Measures what one message costs, as `npm run budget` does, and prints what a month of them costs. */
async function main(): Promise<void> {
  const options = parsePlanOptions(process.argv.slice(2));
  console.log(options === undefined ? help : printPlan(makePlan(options, await measureSizes()), options));
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';

// Sums the reports that jest left in a folder, one for each run, into the last line of .ci/run. A run without a report,
// or without a test that passed, counts as one failure, and so does each step that failed before the tests.

const reportSchema = v.object({
  numPassedTests: v.number(),
  numFailedTests: v.number(),
  numRuntimeErrorTestSuites: v.number(),
});

interface Count {
  readonly passed: number;
  readonly failed: number;
}

const countOf = (folder: string, run: string): Count => {
  try {
    const report = v.parse(reportSchema, JSON.parse(readFileSync(join(folder, `${run}.json`), 'utf8')));
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return { passed: report.numPassedTests, failed: failed + report.numPassedTests === 0 ? 1 : failed };
  } catch {
    process.stdout.write(`${run}: the runner left no report\n`);
    return { passed: 0, failed: 1 };
  }
};

const [folder = '', failedSteps = '', ...runs] = process.argv.slice(2);
const total = runs.reduce<Count>(
  (sum, run) => {
    const { passed, failed } = countOf(folder, run);
    process.stdout.write(`${run}: ${passed} passed, ${failed} failed\n`);
    return { passed: sum.passed + passed, failed: sum.failed + failed };
  },
  { passed: 0, failed: Number(failedSteps) },
);
if (failedSteps !== '0') process.stdout.write('a step before the tests failed: see above\n');
process.stdout.write(`tests: ${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;

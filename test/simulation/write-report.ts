import { writeFileSync } from 'node:fs';

/** Ends with the count that people read and, with `--outputFile`, the report that .ci/run sums: in the form of jest's. */
export function writeReport(
  name: string,
  { passed, failed }: { passed: number; failed: number },
  outputFile: string | undefined,
): void {
  console.log(`${name}: ${passed} passed, ${failed} failed`);
  if (failed > 0) process.exitCode = 1;
  if (outputFile === undefined) return;
  const report = { numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: 0 };
  writeFileSync(outputFile, JSON.stringify(report));
}

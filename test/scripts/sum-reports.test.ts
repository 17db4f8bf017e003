import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

describe('sum-reports', () => {
  const folder = mkdtempSync(join(tmpdir(), 'sum-reports-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  const leave = (run: string, [passed, failed, broken]: [number, number, number]): void =>
    writeFileSync(
      join(folder, `${run}.json`),
      JSON.stringify({ numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: broken }),
    );
  leave('green', [3, 0, 0]);
  leave('red', [4, 2, 1]);
  leave('empty', [0, 0, 0]);
  writeFileSync(join(folder, 'cut.json'), '{"numPassedTests":');

  it.each([
    ['adds the tests of all runs up', '0', ['green', 'green'], 'tests: 6 passed, 0 failed', 0],
    [
      'counts tests that failed and files that did not load',
      '0',
      ['green', 'red'],
      'tests: 7 passed, 3 failed',
      1,
    ],
    ['counts a run without a test as a failure', '0', ['green', 'empty'], 'tests: 3 passed, 1 failed', 1],
    ['counts a run without a report as a failure', '0', ['green', 'none'], 'tests: 3 passed, 1 failed', 1],
    ['counts a report that ends early as a failure', '0', ['green', 'cut'], 'tests: 3 passed, 1 failed', 1],
    ['counts the steps before the tests', '2', ['green'], 'tests: 3 passed, 2 failed', 1],
    ['fails when nothing ran', '0', [], 'tests: 0 passed, 0 failed', 1],
  ])('%s', (...[, failedSteps, runs, lastLine, status]) => {
    const script = join(__dirname, '../../scripts/sum-reports.ts');
    const ended = spawnSync(process.execPath, ['--import', 'tsx', script, folder, failedSteps, ...runs]);
    expect(ended.stdout.toString().trim().split('\n').at(-1)).toBe(lastLine);
    expect(ended.status).toBe(status);
  });
});

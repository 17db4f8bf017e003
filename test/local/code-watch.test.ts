import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CodeWatch } from '../../local/code-watch';
import { type Runtime } from '../../local/runtime-options';
import { eventually } from './echo-runtime';
import { call, startFunctions } from './functions/function-runtime';
import { removeTemporary } from './temporary-assembly';

const codeOf = (text: string): string => `
let events = 0;
exports.handler = async (event) => {
  if (event.ms) await new Promise((resolve) => setTimeout(resolve, event.ms));
  return '${text} ' + (events += 1);
};
`;

/** Prints the path of each folder 1, 2, 3 … as soon as it is complete. */
const BUNDLER = `
const { existsSync } = require('node:fs');
let next = 1;
setInterval(() => {
  if (existsSync(next + '.done')) console.log('bundles ' + process.cwd() + '/' + next++);
}, 10);
process.stdin.on('end', () => process.exit()).resume();
`;

describe('CodeWatch', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundles-'));
  const lines: string[] = [];
  let runtime: Runtime;
  let codeWatch: CodeWatch;

  const bundle = (run: number, text: string): void => {
    mkdirSync(join(folder, `${run}/first`), { recursive: true });
    writeFileSync(join(folder, `${run}/first/index.js`), text);
    writeFileSync(join(folder, `${run}.done`), '');
  };

  beforeAll(async () => {
    const log = (line: string): void => void lines.push(line);
    runtime = await startFunctions({ code: codeOf('one'), functions: { Fn: { Timeout: 5 } } });
    bundle(1, codeOf('one'));
    writeFileSync(join(folder, 'bundler.cjs'), BUNDLER);
    const command = `exec ${process.execPath} bundler.cjs`;
    codeWatch = new CodeWatch({ command, root: folder, runtime, log });
    codeWatch.start();
  });
  afterAll(async () => {
    await codeWatch.stop();
    await runtime.stop();
    removeTemporary();
    rmSync(folder, { recursive: true });
  });

  it('runs new code from the next event on and lets the running one end with the old', async () => {
    expect(await call(runtime, 'Fn', {})).toBe('one 1');
    const slow = call(runtime, 'Fn', { ms: 500 });
    bundle(2, codeOf('two'));
    await eventually(() => lines.includes('reload  Fn') || undefined);
    expect(await call(runtime, 'Fn', {})).toBe('two 1');
    expect(await slow).toBe('one 2');
    expect(await call(runtime, 'Fn', {})).toBe('two 2');
    expect(runtime.environments()).toHaveLength(1);
  });

  it('keeps warm what has not changed', async () => {
    bundle(3, codeOf('two'));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await call(runtime, 'Fn', {})).toBe('two 3');
  });
});

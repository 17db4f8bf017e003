import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs the terminal with its input at an end. */
async function run(...args: string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'terminal/main.ts', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  await once(child, 'close');
  return { code: child.exitCode, output };
}

describe('npm run chat', () => {
  it('says in one line to run npm start when nothing listens', async () => {
    const { code, output } = await run('--as', 'alice', '--with', 'bob', '--web', 'http://localhost:1');
    expect(code).toBe(1);
    expect(output).toMatch(/^nothing answers at .* "npm start".*\n$/);
  });

  it('says what is wrong with the options, and the usage', async () => {
    const { code, output } = await run('--as', 'alice', '--with', 'bob,cleo');
    expect(code).toBe(1);
    expect(output).toMatch(/^--with takes one name; .*\nusage: npm run chat -- --as NAME/);
    expect(output).toContain('--group TITLE --with NAME,NAME');
  });
});

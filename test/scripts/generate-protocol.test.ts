import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

function generate(...args: string[]) {
  const { status, stderr } = spawnSync('node', ['--import', 'tsx', 'scripts/generate-protocol.ts', ...args], {
    encoding: 'utf8',
  });
  return { status, stderr };
}

describe('generate-protocol', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'protocol-docs-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  // Each run starts a process of its own.
  jest.setTimeout(60_000);

  it('writes the page and the AsyncAPI document, the same at every run, and finds them up to date', () => {
    const read = () =>
      ['protocol.md', 'asyncapi.json'].map((name) => readFileSync(join(folder, name), 'utf8'));
    expect(generate('--docs', folder)).toEqual({ status: 0, stderr: '' });
    const first = read();
    expect(first[0]).toContain('# The wire protocol');
    expect(generate('--docs', folder)).toEqual({ status: 0, stderr: '' });
    expect(read()).toEqual(first);
    expect(generate('--docs', folder, '--check')).toEqual({ status: 0, stderr: '' });
  });

  it('fails when a document is missing or has been changed, names it and says what to run', () => {
    const missing = generate('--docs', folder, '--check');
    expect(missing.status).toBe(1);
    expect(missing.stderr).toContain('protocol.md and ');
    generate('--docs', folder);
    appendFileSync(join(folder, 'asyncapi.json'), ' ');
    const changed = generate('--docs', folder, '--check');
    expect(changed.status).toBe(1);
    expect(changed.stderr).toBe(
      `${join(folder, 'asyncapi.json')} no longer fits protocol/; run: npm run docs:protocol\n`,
    );
    expect(readFileSync(join(folder, 'asyncapi.json'), 'utf8').endsWith(' ')).toBe(true);
  });
});

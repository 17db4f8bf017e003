import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { synthesize } from '../../local/synthesize';

const APP = `
const { appendFileSync, writeFileSync } = require('node:fs');
appendFileSync('runs', 'x');
writeFileSync(process.env.CDK_OUTDIR + '/manifest.json', process.env.CDK_CONTEXT_JSON);
`;

describe('synthesize', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'synth-'));
    mkdirSync(join(root, 'bin'));
    writeFileSync(
      join(root, 'cdk.json'),
      JSON.stringify({ app: 'node bin/app.js', context: { stage: 'dev', other: 1 } }),
    );
    writeFileSync(join(root, 'bin/app.js'), APP);
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const runs = (): number => readFileSync(join(root, 'runs'), 'utf8').length;

  it('runs the app with the context of cdk.json and its own over it', async () => {
    const folder = await synthesize({ root });
    const context: unknown = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(context).toMatchObject({ stage: 'local', other: 1 });
  });

  it('skips the app while nothing changed, and runs it again after a change', async () => {
    const first = await synthesize({ root });
    expect(await synthesize({ root })).toBe(first);
    expect(runs()).toBe(1);
    writeFileSync(join(root, 'bin/more.js'), '');
    expect(await synthesize({ root })).not.toBe(first);
    expect(await synthesize({ root, context: { stage: 'other' } })).not.toBe(first);
    expect(runs()).toBe(3);
  });

  it('says whether it ran the app or used an earlier assembly', async () => {
    const lines: string[] = [];
    const log = (line: string): void => void lines.push(line);
    await synthesize({ root, log });
    expect(lines.splice(0)).toEqual([
      'synthesize: the sources have changed, or this is the first start',
      expect.stringMatching(/^synthesized in \d+\.\d s$/),
    ]);
    await synthesize({ root, log });
    expect(lines).toEqual(['nothing changed: the assembly of an earlier start is used again']);
  });

  it('may run twice at once, and leaves only the assembly', async () => {
    const [one, two] = await Promise.all([synthesize({ root }), synthesize({ root })]);
    expect(one).toBe(two);
    expect(readdirSync(join(root, '.parley/assembly'))).toHaveLength(1);
  });

  it('writes to another folder when it is told to', async () => {
    const outDir = join(root, 'out');
    mkdirSync(outDir);
    expect(await synthesize({ root, outDir })).toBe(outDir);
    expect(existsSync(join(root, '.parley'))).toBe(false);
  });

  it('passes on the line that names the error of the app', async () => {
    writeFileSync(join(root, 'bin/app.js'), 'throw new TypeError("the stage is wrong")');
    await expect(synthesize({ root })).rejects.toThrow(
      'The app does not synthesize (node bin/app.js): TypeError: the stage is wrong',
    );
    expect(readdirSync(join(root, '.parley/assembly'))).toEqual([]);
  });
});

import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { assemblyKey } from './assembly-key';
import { isObject, parseObject, textOf } from './json';
import { LocalError } from './local-error';
import { type Log } from './log';

export interface SynthesizeOptions {
  /** The folder with cdk.json. */
  readonly root: string;
  /** Where the assembly goes; by default under .parley/assembly, kept as long as no input changes. */
  readonly outDir?: string;
  /** Context values over those of cdk.json. @default {stage: 'local'} */
  readonly context?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Is told whether the app runs, how long that took, or that nothing changed. */
  readonly log?: Log;
}

const WEEK_MS = 7 * 86_400_000;

interface App {
  readonly root: string;
  readonly command: string;
  readonly context: Readonly<Record<string, unknown>>;
  readonly signal: AbortSignal | undefined;
}

const readApp = ({ root, context = { stage: 'local' }, signal }: SynthesizeOptions): App => {
  const path = join(root, 'cdk.json');
  if (!existsSync(path)) throw new LocalError(`${path} does not exist: start in the project's folder.`);
  const config = parseObject(readFileSync(path, 'utf8'));
  const command = textOf(config?.['app']);
  if (command === undefined) throw new LocalError(`${path} names no app command.`);
  const own = isObject(config?.['context']) ? config['context'] : {};
  // The CDK CLI sets these two itself: with them the template says where each asset lies.
  const metadata = { 'aws:cdk:enable-asset-metadata': true, 'aws:cdk:enable-path-metadata': true };
  return { root, command, context: { ...own, ...metadata, ...context }, signal };
};

const environmentFor = ({ root, context }: App, outDir: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [join(root, 'node_modules/.bin'), process.env['PATH'] ?? ''].join(delimiter),
  CDK_OUTDIR: outDir,
  CDK_CONTEXT_JSON: JSON.stringify(context),
  CDK_DISABLE_CLI_TELEMETRY: 'true',
});

/** The line that names the error; stack traces and warnings say less. */
const essence = (stderr: string): string => {
  const lines = stderr.split('\n').map((line) => line.trim());
  const named =
    lines.find((line) => /^(?:\w*Error|Uncaught)\b.*:/.test(line)) ??
    lines.find((line) => /error/i.test(line));
  return (named ?? lines.findLast((line) => line !== '') ?? 'it printed no error').slice(0, 500);
};

const runApp = (app: App, outDir: string): Promise<void> =>
  new Promise((done, reject) => {
    const child = spawn(app.command, {
      cwd: app.root,
      shell: true,
      env: environmentFor(app, outDir),
      stdio: ['ignore', 'ignore', 'pipe'],
      // A group of its own: stopping must reach what the shell started, too.
      detached: true,
    });
    const kill = (): void => {
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
    };
    app.signal?.addEventListener('abort', kill, { once: true });
    let stderr = '';
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => {
      app.signal?.removeEventListener('abort', kill);
      if (code === 0) done();
      else reject(new LocalError(`The app does not synthesize (${app.command}): ${essence(stderr)}`));
    });
  });

/** Into a folder of its own, then renamed: two processes may synthesize at once, and a failed try leaves nothing. */
const synthesizeInto = async (app: App, target: string): Promise<void> => {
  mkdirSync(dirname(target), { recursive: true });
  const temporary = mkdtempSync(join(dirname(target), '.synth-'));
  try {
    await runApp(app, temporary);
    if (!existsSync(target)) renameSync(temporary, target);
  } catch (error) {
    // Another process that was faster is as good.
    if (!existsSync(join(target, 'manifest.json'))) throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
};

/** Each change of a source makes another assembly: those that no start has used for a week go. */
const removeUnused = (folder: string, used: string): void => {
  const now = new Date();
  utimesSync(used, now, now);
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    const lastUsed = statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? now.getTime();
    if (now.getTime() - lastUsed > WEEK_MS) rmSync(path, { recursive: true, force: true });
  }
};

const synthesizeAloud = async (app: App, target: string, log: Log): Promise<void> => {
  const startedAt = performance.now();
  log('synthesize: the sources have changed, or this is the first start');
  await synthesizeInto(app, target);
  log(`synthesized in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
};

/**
 * Runs the app command of cdk.json, without the CDK CLI, and gives the folder of the assembly. Unless an output folder is
 * given, an assembly of the same inputs is used again.
 */
export const synthesize = async (options: SynthesizeOptions): Promise<string> => {
  const app = readApp({ ...options, root: resolve(options.root) });
  if (options.outDir !== undefined) {
    await runApp(app, resolve(options.outDir));
    return resolve(options.outDir);
  }
  const target = join(app.root, '.parley/assembly', assemblyKey(app.root, app.context));
  const { log = () => undefined } = options;
  if (!existsSync(join(target, 'manifest.json'))) await synthesizeAloud(app, target, log);
  else log('nothing changed: the assembly of an earlier start is used again');
  removeUnused(dirname(target), target);
  return target;
};

import { resolve } from 'node:path';
import { parseCliOptions, type CliOptions } from './cli-options';
import { buildWeb, type Pages } from './build-web';
import { CodeWatch } from './code-watch';
import { LocalError } from './local-error';
import { createPrinter, type Printer } from './printer';
import { startRuntime } from './runtime';
import { type Runtime } from './runtime-options';
import { synthesize } from './synthesize';

// Functions see UTC on Lambda; worker threads share the process's time zone.
process.env['TZ'] = 'UTC';

const write = (line: string): void => void process.stdout.write(`${line}\n`);

/** npm and tsx pass on a Ctrl-C that the terminal has sent to everyone already: that is one signal, not two. */
const ECHO_MS = 200;

const STATE_FOLDER = '.parley/state';

const PERSISTS =
  `persist: tables, phones and the signing key are kept in ${STATE_FOLDER}; ` +
  'what waits in queues, asynchronous events and the cache are lost at a stop';

const STOP_LIMIT_MS = 2500;

/** The first signal stops everything, or breaks off a start; the second one exits at once. */
const stopOnSignal = (abort: AbortController): void => {
  let firstAt = 0;
  const onSignal = (): void => {
    if (abort.signal.aborted && Date.now() - firstAt > ECHO_MS) process.exit(130);
    firstAt ||= Date.now();
    abort.abort();
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
};

const untilAborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** The page that is there, or is built; undefined when neither is asked for. */
const pagesFor = async (
  { web, webBuild, inspector }: CliOptions,
  signal: AbortSignal,
): Promise<Partial<Pages>> => ({
  ...(web === undefined
    ? webBuild !== undefined && (await buildWeb({ command: webBuild, root: process.cwd(), signal }))
    : { webFolder: web }),
  ...(inspector !== undefined && { inspectorFolder: inspector }),
});

const startFor = async (options: CliOptions, printer: Printer, signal: AbortSignal): Promise<Runtime> => {
  const log = (line: string): void => printer.step(line);
  const [assembly, pages] = await Promise.all([
    options.assembly ?? synthesize({ root: process.cwd(), context: options.context, signal, log }),
    pagesFor(options, signal),
  ]);
  const { port, webPort, parameters, dynamodb, cache, isolation, iam, persist, verbose } = options;
  if (persist) log(PERSISTS);
  return startRuntime({
    assembly,
    port,
    webPort,
    parameters,
    dynamodb,
    cache,
    isolation,
    ...pages,
    iam,
    log: (line) => printer.event(line),
    ...(persist && { persistIn: resolve(STATE_FOLDER) }),
    ...(verbose && { onCall: (call) => printer.call(call) }),
  });
};

const startWatch = (
  command: string | undefined,
  runtime: Runtime,
  printer: Printer,
): CodeWatch | undefined => {
  if (command === undefined) return undefined;
  const log = (line: string): void => printer.event(line);
  const codeWatch = new CodeWatch({ command, root: process.cwd(), runtime, log });
  codeWatch.start();
  return codeWatch;
};

const run = async (options: CliOptions, signal: AbortSignal): Promise<void> => {
  const startedAt = performance.now();
  const printer = createPrinter(options.log, write);
  const runtime = await startFor(options, printer, signal);
  printer.ready(runtime, (performance.now() - startedAt) / 1000);
  const codeWatch = startWatch(options.watch, runtime, printer);
  await untilAborted(signal);
  // Whatever hangs must not keep the terminal: the process ends within 3 s of the signal.
  setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
  await Promise.all([codeWatch?.stop(), runtime.stop()]);
};

const messageOf = (error: unknown): string => {
  if (error instanceof LocalError) return error.message;
  if (!(error instanceof Error)) return String(error);
  return process.argv.includes('--verbose')
    ? (error.stack ?? error.message)
    : `${error.message} (--verbose shows where)`;
};

const main = async (): Promise<void> => {
  const abort = new AbortController();
  stopOnSignal(abort);
  try {
    await run(parseCliOptions(process.argv.slice(2)), abort.signal);
  } catch (error) {
    if (!abort.signal.aborted) {
      process.stderr.write(`${messageOf(error)}\n`);
      process.exit(1);
    }
  }
  process.exit(0);
};

void main();

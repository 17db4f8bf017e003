import { type AwsCall } from './aws/aws-call';
import { parseCliOptions, type CliOptions } from './cli-options';
import { labelOf } from './label';
import { LocalError } from './local-error';
import { startRuntime } from './runtime';
import { type Runtime } from './runtime-options';
import { synthesize } from './synthesize';

// Functions see UTC on Lambda; worker threads share the process's time zone.
process.env['TZ'] = 'UTC';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const printEvent = (line: string): void => print(`${new Date().toISOString().slice(11, 23)}  ${line}`);

const printCall = (call: AwsCall): void => {
  const capacity = call.capacityUnits === undefined ? '' : ` ${call.capacityUnits} units`;
  const name = `${call.service} ${call.operation} ${call.resource}`;
  printEvent(
    `aws     ${labelOf(call.functionName ?? 'unknown')}: ${name} ${call.status} ${call.durationMs.toFixed(1)} ms${capacity}`,
  );
};

const printPlaces = (runtime: Runtime): void => {
  for (const url of runtime.socketUrls) print(`socket  ${url}`);
  print(`web     ${runtime.webUrl}`);
  print(`aws     ${runtime.awsUrl}  (DynamoDB, SQS, @connections)`);
  for (const kind of ['functions', 'tables', 'queues'] as const) {
    print(
      `${kind.padEnd(9)} ${runtime[kind].map(({ logicalId }) => labelOf(logicalId)).join(', ') || 'none'}`,
    );
  }
  if (runtime.notRun.length > 0) print(`not run  ${runtime.notRun.join(', ')}`);
};

const printReady = (runtime: Runtime, startedAt: number): void => {
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const hint = `curl -s ${runtime.webUrl}/dev/token -d '{"userId":"alice"}'`;
  print(`ready   in ${seconds} s; a token for any user: ${hint}`);
};

/** npm and tsx pass on a Ctrl-C that the terminal has sent to everyone already: that is one signal, not two. */
const ECHO_MS = 200;

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

const run = async (options: CliOptions, signal: AbortSignal): Promise<void> => {
  const startedAt = performance.now();
  if (!options.assembly) print('synthesize (skipped when nothing changed)');
  const assembly =
    options.assembly ?? (await synthesize({ root: process.cwd(), context: options.context, signal }));
  const { port, webPort, dynamodb, verbose } = options;
  const runtime = await startRuntime({
    assembly,
    port,
    webPort,
    dynamodb,
    log: printEvent,
    ...(verbose && { onCall: printCall }),
  });
  printPlaces(runtime);
  printReady(runtime, startedAt);
  await untilAborted(signal);
  // Whatever hangs must not keep the terminal: the process ends within 3 s of the signal.
  setTimeout(() => process.exit(0), STOP_LIMIT_MS).unref();
  await runtime.stop();
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

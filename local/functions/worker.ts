import { post, receive, workerSetting, type Handler } from './decode-worker-message';
import { type FunctionError, type Invocation } from './invocation';
import { loadHandler } from './load-handler';

// The Node.js runtime of one execution environment. It runs in its own thread and knows nothing of the host.

const setting = workerSetting();
const signal = new Int32Array(setting.signal);
let seen = 0;
let current: Invocation | undefined;
let endQuietly: (() => void) | undefined;

const errorOf = (error: unknown, errorType?: string): FunctionError =>
  error instanceof Error
    ? {
        errorType: errorType ?? error.name,
        errorMessage: error.message,
        trace: (error.stack ?? '').split('\n'),
      }
    : { errorType: errorType ?? typeof error, errorMessage: String(error), trace: [] };

const contextOf = (invocation: Invocation): Record<string, unknown> => ({
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: '$LATEST',
  functionName: setting.functionName,
  memoryLimitInMB: String(setting.memoryMb),
  logGroupName: setting.logGroup,
  logStreamName: setting.logStream,
  invokedFunctionArn: setting.functionArn,
  awsRequestId: invocation.requestId,
  getRemainingTimeInMillis: () => Math.max(0, invocation.deadlineMs - Date.now()),
});

/** A promise that never settles ends the event once nothing is left to run; Lambda then answers null. */
const untilIdle = (): Promise<null> => new Promise((resolve) => (endQuietly = () => resolve(null)));

const serialize = (result: unknown): string => (result === undefined ? 'null' : JSON.stringify(result));

const handle = async (handler: Handler, invocation: Invocation): Promise<void> => {
  current = invocation;
  try {
    const running = handler(JSON.parse(invocation.event), contextOf(invocation));
    const result = await Promise.race([running, untilIdle()]);
    post({ type: 'result', requestId: invocation.requestId, payload: serialize(result) });
  } catch (error) {
    post({ type: 'failed', requestId: invocation.requestId, error: errorOf(error) });
  } finally {
    current = undefined;
    endQuietly = undefined;
  }
};

/** The thread stops here between events: timers and promises left behind go on only while the next event runs. */
const freeze = (): void => {
  Atomics.wait(signal, 0, seen);
  seen += 1;
};

const dieWith = (error: FunctionError): void => {
  if (current) post({ type: 'died', requestId: current.requestId, error });
  process.exit(1);
};

const redirectOutput = (): void => {
  const write = (chunk: unknown): boolean => {
    const text = chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk);
    // The SDK's complaint about the Node.js of this laptop, once for each environment: on Lambda it does not appear.
    if (!text.includes('NodeVersionSupportWarning')) post({ type: 'log', text });
    return true;
  };
  // A worker's own streams wait for its event loop, which stands still between events: lines would come late.
  process.stdout.write = write;
  process.stderr.write = write;
};

const run = async (): Promise<void> => {
  redirectOutput();
  process.on('uncaughtException', (error) => dieWith(errorOf(error)));
  process.on('unhandledRejection', (reason) => dieWith(errorOf(reason, 'Runtime.UnhandledPromiseRejection')));
  process.on('beforeExit', () => endQuietly?.());
  const handler = await loadHandler(setting.codeFolder, setting.handler);
  post({ type: 'ready' });
  for (;;) {
    freeze();
    const invocation = receive();
    if (invocation) await handle(handler, invocation);
  }
};

run().catch((error: unknown) => {
  post({ type: 'init-failed', error: errorOf(error) });
  process.exit(1);
});

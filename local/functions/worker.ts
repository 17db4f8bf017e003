import { handlerCaller, type CallHandler, type HandlerContext } from './call-handler';
import { workerChannel } from './decode-worker-channel';
import { type FunctionError, type Invocation } from './invocation';
import { loadHandler } from './load-handler';
import { useLocalHosts } from './local-hosts';

// The Node.js runtime of one execution environment. It runs in a thread or a process of its own and knows nothing of
// the host.

const channel = workerChannel();
const { setting } = channel;
let current: Invocation | undefined;
let endQuietly: (() => void) | undefined;

const errorOf = (error: unknown): FunctionError =>
  error instanceof Error
    ? { errorType: error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

/** Lambda wraps what nobody caught, so that the message begins with the name of the error inside. */
const unhandledRejection = (reason: unknown): FunctionError => {
  const errorType = 'Runtime.UnhandledPromiseRejection';
  const errorMessage = String(reason);
  const stack = reason instanceof Error ? (reason.stack ?? '').split('\n').slice(1) : [];
  return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`, ...stack] };
};

const contextOf = (invocation: Invocation): HandlerContext & Record<string, unknown> => ({
  callbackWaitsForEmptyEventLoop: true,
  functionVersion: setting.functionVersion,
  functionName: setting.functionName,
  memoryLimitInMB: String(setting.memoryMb),
  logGroupName: setting.logGroup,
  logStreamName: setting.logStream,
  invokedFunctionArn: invocation.functionArn,
  awsRequestId: invocation.requestId,
  getRemainingTimeInMillis: () => Math.max(0, invocation.deadlineMs - Date.now()),
});

const untilIdle = (): Promise<void> => new Promise((resolve) => (endQuietly = resolve));

const serialize = (result: unknown): string => {
  try {
    return result === undefined ? 'null' : JSON.stringify(result);
  } catch {
    const error = new Error('Unable to stringify response body');
    error.name = 'Runtime.MarshalError';
    throw error;
  }
};

const handle = async (callHandler: CallHandler, invocation: Invocation): Promise<void> => {
  const { requestId } = invocation;
  current = invocation;
  process.env['_X_AMZN_TRACE_ID'] = invocation.traceId;
  try {
    const result = await callHandler(JSON.parse(invocation.event), contextOf(invocation), untilIdle());
    channel.post({ type: 'result', requestId, payload: serialize(result) });
  } catch (error) {
    channel.post({ type: 'failed', requestId, error: errorOf(error) });
  } finally {
    current = undefined;
    endQuietly = undefined;
  }
};

const dieWith = (error: FunctionError, status: number): void => {
  if (current) channel.post({ type: 'died', requestId: current.requestId, error });
  else channel.post({ type: 'init-failed', error });
  process.exit(status);
};

const redirectOutput = (): void => {
  const write = (chunk: unknown): boolean => {
    const text = chunk instanceof Uint8Array ? Buffer.from(chunk).toString() : String(chunk);
    // The SDK's complaint about the Node.js of this laptop, once for each environment: on Lambda it does not appear.
    if (!text.includes('NodeVersionSupportWarning')) channel.post({ type: 'log', text });
    return true;
  };
  // A worker's own streams wait for its event loop, which stands still between events: lines would come late.
  process.stdout.write = write;
  process.stderr.write = write;
};

const run = async (): Promise<void> => {
  redirectOutput();
  process.on('uncaughtException', (error) => dieWith(errorOf(error), 129));
  process.on('unhandledRejection', (reason) => dieWith(unhandledRejection(reason), 128));
  process.on('beforeExit', () => endQuietly?.());
  useLocalHosts(setting.localHosts);
  const handler = await loadHandler(setting.codeFolder, setting.handler);
  const callHandler = handlerCaller(handler, process.env['AWS_EXECUTION_ENV'] ?? '');
  channel.post({ type: 'ready' });
  // Everything stops in receive(): timers and promises left behind go on only while the next event runs.
  for (;;) await handle(callHandler, channel.receive());
};

run().catch((error: unknown) => {
  channel.post({ type: 'init-failed', error: errorOf(error) });
  process.exit(1);
});

import { randomUUID } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import { type FunctionPlan } from '../resources/plan';
import { decodeFromWorker } from './decode-worker-message';
import { functionEnvironment, logGroupOf } from './function-environment';
import { failure, type Environment, type Invocation, type Outcome } from './invocation';
import { type FromWorker, type WorkerSetting } from './worker-messages';

export interface WorkerOptions {
  readonly plan: FunctionPlan;
  /** The compiled text of worker.ts. */
  readonly code: string;
  readonly awsUrl: string;
  readonly log: (text: string) => void;
}

const INIT_LIMIT_MS = 10_000;

interface Deferred {
  readonly promise: Promise<Outcome | undefined>;
  readonly resolve: (outcome: Outcome | undefined) => void;
}

const deferred = (): Deferred => {
  let settle: Deferred['resolve'] = () => undefined;
  const promise = new Promise<Outcome | undefined>((resolve) => (settle = resolve));
  return { promise, resolve: (outcome) => settle(outcome) };
};

const logStreamName = (): string => {
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '/');
  return `${day}/[$LATEST]${randomUUID().replaceAll('-', '')}`;
};

const settingOf = (plan: FunctionPlan, logStream: string, signal: SharedArrayBuffer): WorkerSetting => ({
  codeFolder: plan.codeFolder,
  handler: plan.handler,
  functionName: plan.name,
  functionArn: plan.arn,
  memoryMb: plan.memoryMb,
  logGroup: logGroupOf(plan),
  logStream,
  signal,
});

const startWorker = ({ plan, code, awsUrl }: WorkerOptions, signal: SharedArrayBuffer): Worker => {
  const logStream = logStreamName();
  return new Worker(code, {
    eval: true,
    name: plan.name,
    env: functionEnvironment(plan, awsUrl, logStream),
    // Without this the thread inherits the host's loaders (tsx) and flags.
    execArgv: [],
    stdout: true,
    stderr: true,
    workerData: settingOf(plan, logStream, signal),
    resourceLimits: { maxOldGenerationSizeMb: plan.memoryMb },
  });
};

/** An execution environment in a worker thread, which sleeps in Atomics.wait between events. */
export class WorkerEnvironment implements Environment {
  readonly ready: Promise<Outcome | undefined>;
  isAlive = true;
  private readonly init = deferred();
  private readonly signal = new SharedArrayBuffer(4);
  private readonly worker: Worker;
  private readonly initTimer: NodeJS.Timeout;
  private current: { readonly requestId: string; readonly resolve: (outcome: Outcome) => void } | undefined;
  private crash: string | undefined;

  constructor(private readonly options: WorkerOptions) {
    this.ready = this.init.promise;
    this.worker = startWorker(options, this.signal);
    this.worker.on('message', (message: unknown) => this.onMessage(decodeFromWorker(message)));
    this.worker.on('error', (error: Error) => (this.crash = error.message));
    this.worker.on('exit', (code) => this.onExit(code));
    // What native code or process.report prints past the redirected streams.
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      stream.on('data', (chunk: Buffer) => options.log(chunk.toString()));
    }
    this.initTimer = setTimeout(() => void this.onInitTimeout(), INIT_LIMIT_MS);
  }

  invoke(invocation: Invocation): Promise<Outcome> {
    return new Promise((resolve) => {
      if (!this.isAlive) {
        resolve(this.exited(invocation.requestId, 1));
        return;
      }
      this.current = { requestId: invocation.requestId, resolve };
      this.worker.postMessage(invocation);
      const counter = new Int32Array(this.signal);
      Atomics.add(counter, 0, 1);
      Atomics.notify(counter, 0);
    });
  }

  async stop(): Promise<void> {
    this.isAlive = false;
    clearTimeout(this.initTimer);
    await this.worker.terminate();
  }

  private onMessage(message: FromWorker): void {
    if (message.type === 'log') this.options.log(message.text);
    if (message.type === 'ready') this.finishInit(undefined);
    if (message.type === 'init-failed') this.finishInit(failure(message.error));
    if (message.type === 'result')
      this.finish(message.requestId, { isError: false, payload: message.payload });
    if (message.type === 'died') this.isAlive = false;
    if (message.type === 'failed' || message.type === 'died')
      this.finish(message.requestId, failure(message.error));
  }

  private finishInit(outcome: Outcome | undefined): void {
    clearTimeout(this.initTimer);
    if (outcome) this.isAlive = false;
    this.init.resolve(outcome);
  }

  private finish(requestId: string, outcome: Outcome): void {
    if (this.current?.requestId !== requestId) return;
    const { resolve } = this.current;
    this.current = undefined;
    resolve(outcome);
  }

  private onExit(code: number): void {
    this.isAlive = false;
    this.finishInit(this.exited('init', code));
    if (this.current) this.finish(this.current.requestId, this.exited(this.current.requestId, code));
  }

  private async onInitTimeout(): Promise<void> {
    this.finishInit(
      failure({ errorType: 'Sandbox.Timedout', errorMessage: 'Init took longer than 10 seconds' }),
    );
    await this.stop();
  }

  private exited(requestId: string, code: number): Outcome {
    const reason =
      this.crash ?? (code === 0 ? 'without providing a reason' : `with error: exit status ${code}`);
    const errorMessage = `RequestId: ${requestId} Error: Runtime exited ${this.crash ? `with error: ${reason}` : reason}`;
    return failure({ errorType: 'Runtime.ExitError', errorMessage });
  }
}

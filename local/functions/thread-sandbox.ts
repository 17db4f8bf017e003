import { Worker } from 'node:worker_threads';
import { decodeFromWorker } from './decode-worker-channel';
import { type Invocation } from './invocation';
import { exitReason, heapLimits, type Sandbox, type SandboxListener, type SandboxSetting } from './sandbox';
import { type FromWorker, type ThreadData } from './worker-messages';

const isOutOfMemory = (error: Error): boolean => 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';

/**
 * A function in a worker thread, which sleeps in Atomics.wait between events. A paused thread takes no event and gives
 * no answer, but what it is doing goes on: threads cannot be stopped from outside.
 */
export class ThreadSandbox implements Sandbox {
  readonly id: number;
  private readonly counter = new Int32Array(new SharedArrayBuffer(4));
  private readonly worker: Worker;
  private crash: string | undefined;
  private isPaused = false;
  private held: (() => void)[] = [];

  constructor(
    code: string,
    { worker: setting, variables }: SandboxSetting,
    private readonly listener: SandboxListener,
  ) {
    const { oldMb, youngMb } = heapLimits(setting.memoryMb);
    this.worker = new Worker(code, {
      eval: true,
      name: setting.functionName,
      env: variables,
      // Without this the thread inherits the host's loaders (tsx) and flags.
      execArgv: [],
      stdout: true,
      stderr: true,
      workerData: { setting, counter: this.counter } satisfies ThreadData,
      resourceLimits: { maxOldGenerationSizeMb: oldMb, maxYoungGenerationSizeMb: youngMb },
    });
    this.id = this.worker.threadId;
    this.listen();
  }

  send(invocation: Invocation): void {
    this.whenRunning(() => {
      this.worker.postMessage(invocation);
      Atomics.add(this.counter, 0, 1);
      Atomics.notify(this.counter, 0);
    });
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
    for (const go of this.held.splice(0)) go();
  }

  async kill(): Promise<void> {
    this.crash ??= 'signal: killed';
    await this.worker.terminate();
  }

  private listen(): void {
    this.worker.on('message', (message: unknown) => {
      const decoded: FromWorker = decodeFromWorker(message);
      this.whenRunning(() => this.listener.onMessage(decoded));
    });
    this.worker.on('error', (error: Error) => {
      this.crash = isOutOfMemory(error) ? 'signal: aborted' : error.message;
    });
    this.worker.on('exit', (code) => this.listener.onExit(this.crash ?? exitReason(code)));
    // What native code or process.report prints past the redirected streams.
    for (const stream of [this.worker.stdout, this.worker.stderr]) {
      stream.on('data', (chunk: Buffer) => this.listener.onOutput(chunk.toString()));
    }
  }

  private whenRunning(go: () => void): void {
    if (this.isPaused) this.held.push(go);
    else go();
  }
}

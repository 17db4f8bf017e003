import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { Duplex } from 'node:stream';
import { LocalError } from '../local-error';
import { decodeFromWorkerLine } from './decode-worker-channel';
import { type Invocation } from './invocation';
import { exitReason, heapLimits, type Sandbox, type SandboxListener, type SandboxSetting } from './sandbox';

/** Every child that runs. A child ends when its pipe does; this also ends those that are busy when the host exits. */
const running = new Set<ChildProcess>();
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

const pipeOf = (child: ChildProcess, index: number): Duplex => {
  const stream = child.stdio[index];
  if (stream instanceof Duplex) return stream;
  throw new LocalError(`A function's process did not start: it has no pipe ${index}.`);
};

const startChild = (program: string, { worker, variables }: SandboxSetting): ChildProcess => {
  const { oldMb, youngMb } = heapLimits(worker.memoryMb);
  const flags = [`--max-old-space-size=${oldMb}`, `--max-semi-space-size=${youngMb}`];
  return spawn(process.execPath, [...flags, program], {
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
  });
};

/** A function in a Node.js process of its own, which sleeps in a blocking read between events. */
export class ProcessSandbox implements Sandbox {
  private readonly child: ChildProcess;
  private readonly input: Duplex;
  private readonly closed: Promise<unknown>;

  constructor(
    program: string,
    setting: SandboxSetting,
    private readonly listener: SandboxListener,
  ) {
    this.child = startChild(program, setting);
    running.add(this.child);
    this.input = pipeOf(this.child, 3);
    this.closed = once(this.child, 'close').catch(() => undefined);
    this.listen();
    this.input.write(`${JSON.stringify(setting.worker)}\n`);
  }

  get id(): number {
    return this.child.pid ?? 0;
  }

  send(invocation: Invocation): void {
    this.input.write(`${JSON.stringify(invocation)}\n`);
  }

  pause(): void {
    this.child.kill('SIGSTOP');
  }

  resume(): void {
    this.child.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.closed;
  }

  private listen(): void {
    // A child that is gone breaks its pipes; its exit says so.
    this.input.on('error', () => undefined);
    createInterface(pipeOf(this.child, 4)).on('line', (line) =>
      this.listener.onMessage(decodeFromWorkerLine(line)),
    );
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk: Buffer) => this.listener.onOutput(chunk.toString()));
    }
    this.child.on('error', (error) => this.listener.onOutput(error.message));
    // 'close' comes after everything the child has written was read.
    this.child.on('close', (code, signal) => {
      running.delete(this.child);
      this.listener.onExit(exitReason(code, signal));
    });
  }
}

import { randomUUID } from 'node:crypto';
import {
  failure,
  type Environment,
  type EnvironmentState,
  type Invocation,
  type Outcome,
} from './invocation';
import { type Sandbox, type SandboxSetting, type StartSandbox } from './sandbox';
import { type FromWorker } from './worker-messages';

export interface ExecutionEnvironmentOptions {
  readonly setting: SandboxSetting;
  readonly startSandbox: StartSandbox;
  readonly log: (text: string) => void;
  /** An init that takes longer is begun anew, once, and may then take as long as the function's timeout. */
  readonly initSeconds: number;
  readonly timeoutSeconds: number;
}

export const timedOut = (requestId: string, seconds: number): Outcome =>
  failure({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  });

const exited = (requestId: string, reason: string | undefined): Outcome => {
  const how = reason === undefined ? 'without providing a reason' : `with error: ${reason}`;
  return failure({
    errorType: 'Runtime.ExitError',
    errorMessage: `RequestId: ${requestId} Error: Runtime exited ${how}`,
  });
};

/** One execution environment, whatever holds it. */
export class ExecutionEnvironment implements Environment {
  readonly ready: Promise<Outcome | undefined>;
  isAlive = true;
  private isReady = false;
  private isPaused = false;
  private isStopping = false;
  private settleInit: (outcome: Outcome | undefined) => void = () => undefined;
  private sandbox: Sandbox;
  private initTimer: NodeJS.Timeout;
  private current: { readonly requestId: string; readonly resolve: (outcome: Outcome) => void } | undefined;

  constructor(private readonly options: ExecutionEnvironmentOptions) {
    this.ready = new Promise((resolve) => (this.settleInit = resolve));
    this.sandbox = this.startSandbox();
    this.initTimer = setTimeout(() => this.startAnew(), options.initSeconds * 1000);
  }

  get id(): number {
    return this.sandbox.id;
  }

  get session(): string {
    return this.options.setting.variables['AWS_SESSION_TOKEN'] ?? '';
  }

  get state(): EnvironmentState {
    if (!this.isAlive) return 'ended';
    if (this.isPaused) return 'paused';
    if (!this.isReady) return 'starting';
    return this.current ? 'busy' : 'idle';
  }

  invoke(invocation: Invocation): Promise<Outcome> {
    return new Promise((resolve) => {
      const { requestId } = invocation;
      if (!this.isAlive) return resolve(exited(requestId, 'signal: killed'));
      this.current = { requestId, resolve };
      this.sandbox.send(invocation);
    });
  }

  kill(): Promise<void> {
    return this.sandbox.kill();
  }

  pause(): void {
    this.isPaused = true;
    this.sandbox.pause();
  }

  resume(): void {
    this.isPaused = false;
    this.sandbox.resume();
  }

  async stop(): Promise<void> {
    this.isAlive = false;
    this.isStopping = true;
    clearTimeout(this.initTimer);
    await this.sandbox.kill();
  }

  private startSandbox(): Sandbox {
    const { setting, startSandbox, log } = this.options;
    const isCurrent = (): boolean => sandbox === this.sandbox;
    const sandbox: Sandbox = startSandbox(setting, {
      onOutput: log,
      onMessage: (message) => {
        if (isCurrent()) this.onMessage(message);
      },
      onExit: (reason) => {
        if (isCurrent()) this.onExit(reason);
      },
    });
    return sandbox;
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
    else this.isReady = true;
    this.settleInit(outcome);
  }

  private finish(requestId: string, outcome: Outcome): void {
    if (this.current?.requestId !== requestId) return;
    const { resolve } = this.current;
    this.current = undefined;
    resolve(outcome);
  }

  private onExit(reason: string | undefined): void {
    this.isAlive = false;
    this.finishInit(exited(randomUUID(), reason));
    if (this.current) this.finish(this.current.requestId, exited(this.current.requestId, reason));
  }

  private startAnew(): void {
    if (this.isStopping) return;
    const { timeoutSeconds } = this.options;
    void this.sandbox.kill();
    this.sandbox = this.startSandbox();
    this.initTimer = setTimeout(() => {
      this.finishInit(timedOut(randomUUID(), timeoutSeconds));
      void this.stop();
    }, timeoutSeconds * 1000);
  }
}

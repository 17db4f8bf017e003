import { availableParallelism } from 'node:os';
import { timedOut } from './execution-environment';
import { failure, type Environment, type Invocation, type Outcome } from './invocation';

export interface PoolOptions {
  readonly timeoutSeconds: number;
  readonly start: () => Environment;
  /** An environment is about to get an event. */
  readonly onRun?: (requestId: string, environment: Environment) => void;
  /** Events beyond it wait, where Lambda would start more. @default eight for each core */
  readonly maxEnvironments?: number;
  /** How many may start at a time; @default half the cores: the running ones handle many events with that CPU. */
  readonly maxStarting?: number;
  /** How long an event waits for those at work before another starts, for each that a core has already. @default 10 */
  readonly patienceMs?: number;
}

const CORES = availableParallelism();

/** More would only fill the machine's memory: an overload that starts a thread for each event gets worse by it. */
const MAX_ENVIRONMENTS = 8 * CORES;

const MAX_STARTING = Math.max(1, Math.floor(CORES / 2));

/**
 * A start takes several times as long, and each environment more is another thread to wake and another heap. The more
 * of them share a core, the less one more helps: unless they only wait for something, it makes all of them slower.
 */
const PATIENCE_MS = 10;

interface Waiter {
  readonly since: number;
  readonly take: (environment: Environment | Outcome) => void;
}

const isOutcome = (value: Environment | Outcome): value is Outcome => 'payload' in value;

/** What the caller knows of an event; the pool adds until when it may run. */
export type Event = Omit<Invocation, 'deadlineMs'>;

/** The environments of one function: one event each, warm ones first, new ones when all are busy for longer than a moment. */
export class FunctionPool {
  private readonly idle: Environment[] = [];
  private readonly all = new Set<Environment>();
  /** Run old code: they finish what they have and end. */
  private readonly outdated = new Set<Environment>();
  private readonly waiting: Waiter[] = [];
  private starting = 0;
  private patience: NodeJS.Timeout | undefined;
  private isStopped = false;

  constructor(private readonly options: PoolOptions) {}

  async invoke(event: Event): Promise<Outcome> {
    const environment = await this.acquire();
    if (isOutcome(environment)) return environment;
    const outcome = await this.run(environment, event);
    this.release(environment);
    return outcome;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    clearTimeout(this.patience);
    const stopped = failure({ errorType: 'Runtime.Stopped', errorMessage: 'The runtime is stopping' });
    for (const waiter of this.waiting.splice(0)) waiter.take(stopped);
    await Promise.all([...this.all].map((environment) => environment.stop()));
  }

  /** Those that live. */
  get environments(): readonly Environment[] {
    return [...this.all].filter(({ isAlive }) => isAlive);
  }

  /** From now on only environments that start after this call get events: the code has changed. */
  renew(): void {
    for (const environment of this.idle.splice(0)) this.discard(environment);
    for (const environment of this.all) this.outdated.add(environment);
  }

  private async run(environment: Environment, event: Event): Promise<Outcome> {
    const { timeoutSeconds } = this.options;
    const invocation: Invocation = { ...event, deadlineMs: Date.now() + timeoutSeconds * 1000 };
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<Outcome>((resolve) => {
      timer = setTimeout(() => {
        resolve(timedOut(event.requestId, timeoutSeconds));
        void environment.stop();
      }, timeoutSeconds * 1000);
    });
    this.options.onRun?.(event.requestId, environment);
    const outcome = await Promise.race([environment.invoke(invocation), timeout]);
    clearTimeout(timer);
    return outcome;
  }

  private acquire(): Promise<Environment | Outcome> {
    if (this.isStopped)
      return Promise.resolve(failure({ errorType: 'Runtime.Stopped', errorMessage: 'Stopped' }));
    const warm = this.takeIdle();
    if (warm) return Promise.resolve(warm);
    return new Promise((take) => {
      this.waiting.push({ since: Date.now(), take });
      this.startMore();
    });
  }

  /** The environment used last is the warmest; those that died meanwhile are passed over. */
  private takeIdle(): Environment | undefined {
    for (let environment = this.idle.pop(); environment; environment = this.idle.pop()) {
      if (environment.isAlive) return environment;
      this.discard(environment);
    }
    return undefined;
  }

  private release(environment: Environment): void {
    if (environment.isAlive) this.offer(environment);
    else this.discard(environment);
    this.startMore();
  }

  private discard(environment: Environment): void {
    this.all.delete(environment);
    this.outdated.delete(environment);
    if (environment.isAlive) void environment.stop();
  }

  private offer(environment: Environment): void {
    if (this.outdated.has(environment)) return this.discard(environment);
    const waiter = this.waiting.shift();
    if (waiter) waiter.take(environment);
    else this.idle.push(environment);
  }

  private startMore(): void {
    const { maxEnvironments = MAX_ENVIRONMENTS, maxStarting = MAX_STARTING } = this.options;
    const hasRoom = this.all.size < maxEnvironments && this.starting < maxStarting;
    if (this.isStopped || !hasRoom || this.waiting.length <= this.starting) return;
    if (this.isPatient()) return;
    void this.startOne();
    this.startMore();
  }

  /** Whether those at work may still take what waits; looks again when the event that came first has waited long enough. */
  private isPatient(): boolean {
    const isAnyAtWork = this.all.size > this.starting + this.outdated.size;
    const since = this.waiting[0]?.since ?? 0;
    const patienceMs = (this.options.patienceMs ?? PATIENCE_MS) * Math.max(1, this.all.size / CORES);
    const leftMs = since + patienceMs - Date.now();
    if (!isAnyAtWork || leftMs <= 0) return false;
    this.patience ??= setTimeout(() => {
      this.patience = undefined;
      this.startMore();
    }, leftMs);
    return true;
  }

  private async startOne(): Promise<void> {
    this.starting += 1;
    const environment = this.options.start();
    this.all.add(environment);
    const failed = await environment.ready;
    this.starting -= 1;
    if (!failed) this.offer(environment);
    else {
      this.discard(environment);
      this.waiting.shift()?.take(failed);
    }
    this.startMore();
  }
}

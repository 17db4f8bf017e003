import { NO_CAUSES, type Causes } from '../flows/cause';
import { type AsyncConfigPlan } from '../resources/plan';
import { deadLetter, destinationRecord, type AsyncEnd, type QueueMessage } from './async-record';
import { type HostedEvent } from './function-host';
import { type FunctionTarget } from './function-targets';
import { type Outcome } from './invocation';

export interface AsyncInvokerOptions {
  readonly configs: readonly AsyncConfigPlan[];
  readonly run: (target: FunctionTarget, event: HostedEvent) => Promise<Outcome>;
  readonly deliver: (queueArn: string, message: QueueMessage, causes: Causes) => Promise<void>;
  /** Before the first and before the second retry of an event that the function failed. @default [60, 120] */
  readonly retrySeconds?: readonly number[] | undefined;
}

const RETRY_SECONDS = [60, 120];
const MAX_AGE_SECONDS = 21_600;
const MAX_BACKOFF_SECONDS = 300;

interface Pending extends HostedEvent {
  readonly target: FunctionTarget;
  readonly arrivedAt: number;
  readonly config: Partial<AsyncConfigPlan>;
  attempts: number;
  throttles: number;
  outcome: Outcome | undefined;
}

/**
 * Lambda's queue of asynchronous events, in memory. An event that the function fails is tried twice more; one that is
 * throttled is tried until it is too old. Then it goes to the destination and to the dead-letter queue, or is dropped.
 */
export class AsyncInvoker {
  private readonly timers = new Set<NodeJS.Timeout>();
  private isStopped = false;

  constructor(private readonly options: AsyncInvokerOptions) {}

  add(target: FunctionTarget, event: HostedEvent): void {
    const { name } = target.plan;
    const config =
      this.options.configs.find(
        ({ functionName, qualifier }) => functionName === name && qualifier === target.qualifier,
      ) ?? {};
    const arrivedAt = Date.now();
    void this.attempt({
      ...event,
      target,
      arrivedAt,
      config,
      attempts: 0,
      throttles: 0,
      outcome: undefined,
    });
  }

  /** What still waits is lost, and so is what a stop interrupts. */
  stop(): void {
    this.isStopped = true;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private async attempt(pending: Pending): Promise<void> {
    const outcome = await this.options.run(pending.target, pending);
    if (this.isStopped) return;
    pending.outcome = outcome;
    if (outcome.rejection) return this.onRefused(pending);
    pending.attempts += 1;
    if (!outcome.isError) return this.finish(pending, 'Success');
    const { retries = 2 } = pending.config;
    if (pending.attempts > retries) return this.finish(pending, 'RetriesExhausted');
    const waits = this.options.retrySeconds ?? RETRY_SECONDS;
    await this.later(pending, waits[pending.attempts - 1] ?? 0);
  }

  /** A function without any concurrency will never take the event: Lambda gives it up at once. */
  private onRefused(pending: Pending): Promise<void> {
    if (pending.target.plan.reservedConcurrency === 0) return this.finish(pending, 'RetriesExhausted');
    pending.throttles += 1;
    return this.later(pending, Math.min(2 ** (pending.throttles - 1), MAX_BACKOFF_SECONDS));
  }

  private async later(pending: Pending, seconds: number): Promise<void> {
    const { maxAgeSeconds = MAX_AGE_SECONDS } = pending.config;
    const ageSeconds = (Date.now() - pending.arrivedAt) / 1000;
    if (ageSeconds + seconds > maxAgeSeconds) return this.finish(pending, 'EventAgeExceeded');
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      void this.attempt(pending);
    }, seconds * 1000);
    this.timers.add(timer);
  }

  private async finish(pending: Pending, end: AsyncEnd): Promise<void> {
    const { config, target, causes = NO_CAUSES } = pending;
    const finished = { ...pending, end };
    const destination = end === 'Success' ? config.onSuccessArn : config.onFailureArn;
    const { deadLetterArn } = target.plan;
    if (destination !== undefined)
      await this.options.deliver(destination, destinationRecord(finished), causes);
    if (end !== 'Success' && deadLetterArn !== undefined)
      await this.options.deliver(deadLetterArn, deadLetter(finished), causes);
  }
}

import { rejected, type Outcome } from './invocation';

/** Counts the events in flight against the account's limit and the functions' reservations. */
export class Concurrency {
  private readonly inFlight = new Map<string, number>();
  private readonly unreservedLimit: number;
  private unreserved = 0;

  constructor(
    limit: number,
    private readonly reserved: ReadonlyMap<string, number>,
  ) {
    this.unreservedLimit = [...reserved.values()].reduce((left, share) => left - share, limit);
  }

  /** Lets an event of a function start, or gives the answer of a throttled call. */
  enter(functionName: string): Outcome | undefined {
    const running = this.inFlight.get(functionName) ?? 0;
    const reserved = this.reserved.get(functionName);
    if (reserved !== undefined && running >= reserved) return throttled('ReservedFunction');
    if (reserved === undefined && this.unreserved >= this.unreservedLimit) return throttled('');
    this.inFlight.set(functionName, running + 1);
    if (reserved === undefined) this.unreserved += 1;
    return undefined;
  }

  leave(functionName: string): void {
    this.inFlight.set(functionName, (this.inFlight.get(functionName) ?? 1) - 1);
    if (!this.reserved.has(functionName)) this.unreserved -= 1;
  }
}

const throttled = (scope: string): Outcome =>
  rejected(
    { status: 429, type: 'TooManyRequestsException' },
    { Reason: `${scope}ConcurrentInvocationLimitExceeded`, Type: 'User', message: 'Rate Exceeded.' },
  );

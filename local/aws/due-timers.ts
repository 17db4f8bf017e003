/** What fauxqs's queues have that is used here; times are milliseconds since the epoch. */
export interface EmulatedQueue {
  readonly inflightMessages: ReadonlyMap<string, { readonly visibilityDeadline: number }>;
  readonly delayedMessages: readonly Delayed[];
  readonly fifoDelayed: ReadonlyMap<string, readonly Delayed[]>;
  readonly pollWaiters: readonly unknown[];
  pollTimer: NodeJS.Timeout | undefined;
  /** Makes visible what is due, and wakes all who wait if anything can be received. */
  processTimers(): void;
}

interface Delayed {
  readonly delayUntil?: number | undefined;
}

type Method = (this: EmulatedQueue, ...args: unknown[]) => unknown;

/** What may change when the next message becomes visible. */
const CHANGING = ['enqueue', 'dequeue', 'changeVisibility'] as const;

export interface QueueClass {
  readonly prototype: Record<(typeof CHANGING)[number] | 'startPollTimerIfNeeded', Method>;
}

/** A visibility timeout is at most 12 hours; what is due in this millisecond is found by the next one. */
const SOONEST_MS = 1;

const nextDueMs = (queue: EmulatedQueue): number => {
  let due = Infinity;
  for (const { visibilityDeadline } of queue.inflightMessages.values())
    due = Math.min(due, visibilityDeadline);
  for (const delayed of [queue.delayedMessages, ...queue.fifoDelayed.values()])
    for (const { delayUntil = Infinity } of delayed) due = Math.min(due, delayUntil);
  return due;
};

const plan = (queue: EmulatedQueue): void => {
  clearTimeout(queue.pollTimer);
  queue.pollTimer = undefined;
  const due = queue.pollWaiters.length === 0 ? Infinity : nextDueMs(queue);
  if (due === Infinity) return;
  const onDue = (): void => {
    queue.processTimers();
    plan(queue);
  };
  queue.pollTimer = setTimeout(onDue, Math.max(SOONEST_MS, due - Date.now()));
};

/**
 * fauxqs looks every 20 ms, as long as anyone waits for a message, whether one has become visible: an idle runtime would
 * never sleep. With this its queues set one timer, for the message that is due next, and none if there is none.
 */
export const useDueTimers = ({ prototype }: QueueClass): void => {
  prototype.startPollTimerIfNeeded = function () {
    plan(this);
  };
  for (const name of CHANGING) {
    const original = prototype[name];
    prototype[name] = function (...args) {
      const result = original.apply(this, args);
      if (this.pollWaiters.length > 0) plan(this);
      return result;
    };
  }
};

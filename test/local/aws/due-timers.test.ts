import { useDueTimers } from '../../../local/aws/due-timers';

interface Message {
  readonly delayUntil?: number;
}

/** As much of an emulator's queue as waits and becomes due. */
class Queue {
  inflightMessages = new Map<string, { visibilityDeadline: number }>();
  delayedMessages: Message[] = [];
  fifoDelayed = new Map<string, Message[]>();
  pollWaiters: unknown[] = ['someone'];
  pollTimer: NodeJS.Timeout | undefined;
  looks: number[] = [];
  private readonly startedAt = Date.now();

  processTimers(): void {
    this.looks.push(Date.now() - this.startedAt);
    this.delayedMessages = this.delayedMessages.filter(({ delayUntil = 0 }) => delayUntil > Date.now());
    for (const [handle, { visibilityDeadline }] of this.inflightMessages)
      if (visibilityDeadline <= Date.now()) this.inflightMessages.delete(handle);
  }
  enqueue(message: Message): void {
    this.delayedMessages.push(message);
  }
  dequeue(): string {
    this.inflightMessages.set('r1', { visibilityDeadline: Date.now() + 30_000 });
    return 'r1';
  }
  changeVisibility(handle: string, seconds: number): void {
    this.inflightMessages.set(handle, { visibilityDeadline: Date.now() + seconds * 1000 });
  }
  startPollTimerIfNeeded(): void {
    throw new Error('the emulator polls');
  }
}

describe('useDueTimers', () => {
  let queue: Queue;
  beforeAll(() => useDueTimers(Queue as never));
  beforeEach(() => {
    jest.useFakeTimers();
    queue = new Queue();
  });
  afterEach(() => jest.useRealTimers());

  it('sets no timer while nothing is due', () => {
    queue.startPollTimerIfNeeded();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('sets no timer while nobody waits', () => {
    queue.pollWaiters = [];
    queue.enqueue({ delayUntil: Date.now() + 1000 });
    queue.startPollTimerIfNeeded();
    expect(jest.getTimerCount()).toBe(0);
  });

  it('looks when a delayed message is due, and not again', () => {
    queue.startPollTimerIfNeeded();
    queue.enqueue({ delayUntil: Date.now() + 1000 });
    queue.enqueue({ delayUntil: Date.now() + 300 });
    expect(jest.getTimerCount()).toBe(1);
    jest.advanceTimersByTime(60_000);
    expect(queue.looks).toEqual([300, 1000]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('looks when a delayed message of a group is due', () => {
    queue.fifoDelayed.set('group', [{ delayUntil: Date.now() + 500 }]);
    queue.startPollTimerIfNeeded();
    jest.advanceTimersByTime(500);
    expect(queue.looks).toEqual([500]);
  });

  it('looks when a received message becomes visible, also after that time was changed', () => {
    expect(queue.dequeue()).toBe('r1');
    jest.advanceTimersByTime(20_000);
    queue.changeVisibility('r1', 5);
    jest.advanceTimersByTime(60_000);
    expect(queue.looks).toEqual([25_000]);
  });
});

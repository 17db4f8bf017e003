import { backoffLimits } from './backoff';
import { ChatLog } from './chat-log';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { isArrival, isDeparture } from './membership';
import { type Timers } from './timers';
import { type ChatSync } from './wire/answers';
import { type Entry } from './wire/entry';

export interface ChatFeedOptions {
  startSeq: number;
  lastSeq: number;
  userId: () => string | undefined;
  timers: Timers;
  random: () => number;
  /** Asks for a sync of this chat; `merge` and `syncEnded` follow. */
  requestSync: () => void;
}

/** How long a missing entry may be merely late before it is fetched: at once, every reorder would make everybody sync. */
export const gapWaitMs = { min: 300, max: 1000 } as const;

/**
 * The entries of one chat on their way to the application: in seq order, each exactly once. The entry by which the user
 * leaves is the last one, until there is one that adds them again.
 */
export class ChatFeed {
  /** Every entry that arrives, in order or not, before it is delivered. */
  readonly seen = new Listeners<Entry>();
  /** Every entry in its turn, before the application gets it. */
  readonly inOrder = new Listeners<Entry>();
  readonly resets = new Listeners<{ fromSeq: number }>();
  readonly lefts = new Listeners<undefined>();
  /** Where the other member of a direct chat is, told with a sync. */
  readonly floors = new Listeners<{ deliveredSeq: number; readSeq: number }>();
  /** Live delivery started here: what is older comes by history. */
  readonly startSeq: number;
  readonly #options: ChatFeedOptions;
  readonly #log: ChatLog;
  readonly #messages = new Listeners<Entry>();
  #undelivered: Entry[] = [];
  #isSyncing = false;
  #isLeft = false;
  #arrivals = 0;
  #arrivalsAtSync = 0;
  #cancelGapTimer: (() => void) | undefined;
  #fruitlessFills = 0;

  constructor(options: ChatFeedOptions) {
    this.#options = options;
    this.startSeq = options.startSeq;
    this.#log = new ChatLog({ nextSeq: options.startSeq, highestSeq: options.lastSeq });
  }

  get nextSeq(): number {
    return this.#log.nextSeq;
  }

  get highestSeq(): number {
    return this.#log.highestSeq;
  }

  /** Entries are known to exist that have not come. */
  get hasGap(): boolean {
    return this.#log.hasGap;
  }

  get isLeft(): boolean {
    return this.#isLeft;
  }

  /** How often the user came back. An answer to a question from before the last time knows nothing of it. */
  get arrivals(): number {
    return this.#arrivals;
  }

  /** What was ready before the first listener came is held for it. */
  onMessage(listener: Listener<Entry>): Unsubscribe {
    const unsubscribe = this.#messages.add(listener);
    // Later, so that the caller holds `unsubscribe` before the first entry comes.
    queueMicrotask(() => this.#flush());
    return unsubscribe;
  }

  knows(seq: number): void {
    this.#log.knows(seq);
    this.#watchGap();
  }

  /** Does not wait for what may be merely late: it is known that something is missing. */
  catchUp(): void {
    if (!this.#log.hasGap || this.#isLeft) return;
    this.#stopGapTimer();
    this.#options.requestSync();
  }

  /** Something tells that this is not what the server has. */
  check(): void {
    if (!this.#isLeft) this.#options.requestSync();
  }

  ingest(entries: readonly Entry[]): void {
    const wasLeft = this.#isLeft;
    for (const entry of entries) {
      this.seen.emit(entry);
      this.#log.accept(entry);
    }
    if (wasLeft) this.#rejoinIfAdded();
    this.#deliver();
    this.#watchGap();
    // Who was added may be out again by now, if the news of it comes late.
    if (wasLeft) this.check();
  }

  /** The user is in the chat again: its log goes on at `fromSeq`. */
  rejoin(fromSeq: number): void {
    if (!this.#isLeft) return;
    this.#isLeft = false;
    this.#arrivals += 1;
    this.#reset(fromSeq);
    this.#deliver();
    this.#watchGap();
  }

  /**
   * The server said that the user is not in the chat: what is missing cannot be had any more, what came is delivered.
   * `arrivals`: as they were when it was asked; whoever came back since is in it.
   */
  leave(arrivals: number): void {
    if (arrivals !== this.#arrivals) return;
    const isOver = (entry: Entry) => this.#isLeft || isArrival(entry, this.#options.userId());
    for (let held = this.#log.firstHeld(); held && !isOver(held); held = this.#log.firstHeld()) {
      this.#reset(held.seq);
      this.#deliver();
    }
    if (arrivals === this.#arrivals) this.#end();
  }

  syncStarted(): void {
    this.#isSyncing = true;
    this.#arrivalsAtSync = this.#arrivals;
    this.#stopGapTimer();
  }

  /** What the server answers to a sync that asked for what comes after `afterSeq`. */
  merge({ messages, reset, left, receipts }: ChatSync, afterSeq: number): void {
    if (left) {
      this.leave(this.#arrivalsAtSync);
      return;
    }
    // A way forward that was gone meanwhile, by what came live, is no reset: it would deliver again.
    const isOvertaken = reset !== undefined && reset.fromSeq > afterSeq && reset.fromSeq < this.nextSeq;
    if (reset && !isOvertaken) this.#reset(reset.fromSeq);
    if (receipts) this.floors.emit(receipts);
    this.ingest(messages);
  }

  syncEnded(): void {
    this.#isSyncing = false;
    this.#watchGap();
  }

  #reset(fromSeq: number): void {
    if (fromSeq === this.#log.nextSeq) return;
    this.#log.resetTo(fromSeq);
    this.resets.emit({ fromSeq });
  }

  #deliver(): void {
    while (!this.#isLeft) {
      const entry = this.#log.takeNext();
      if (!entry) return;
      this.#fruitlessFills = 0;
      this.inOrder.emit(entry);
      this.#undelivered.push(entry);
      this.#flush();
      if (isDeparture(entry, this.#options.userId())) this.#end();
    }
  }

  #end(): void {
    if (this.#isLeft) return;
    this.#isLeft = true;
    this.#stopGapTimer();
    this.lefts.emit(undefined);
    this.#rejoinIfAdded();
  }

  #rejoinIfAdded(): void {
    const arrival = this.#log.firstHeld((entry) => isArrival(entry, this.#options.userId()));
    if (arrival) this.rejoin(arrival.seq);
  }

  #flush(): void {
    // One at a time: a listener may cause further entries, or take itself away.
    while (!this.#messages.isEmpty) {
      const entry = this.#undelivered.shift();
      if (!entry) return;
      this.#messages.emit(entry);
    }
  }

  #watchGap(): void {
    if (!this.#log.hasGap || this.#isLeft) this.#stopGapTimer();
    else if (!this.#isSyncing && !this.#cancelGapTimer) this.#startGapTimer();
  }

  #startGapTimer(): void {
    this.#cancelGapTimer = this.#options.timers.after(this.#gapWait(), () => {
      this.#cancelGapTimer = undefined;
      this.#fruitlessFills += 1;
      this.#options.requestSync();
    });
  }

  #gapWait(): number {
    const { min, max } = gapWaitMs;
    const wait = min + this.#options.random() * (max - min);
    return Math.min(backoffLimits.capMs, wait * 2 ** Math.min(this.#fruitlessFills, 10));
  }

  #stopGapTimer(): void {
    this.#cancelGapTimer?.();
    this.#cancelGapTimer = undefined;
  }
}

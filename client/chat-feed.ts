import { backoffLimits } from './backoff';
import { ChatLog } from './chat-log';
import { type ChatSync, type Entry } from './entry';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { type Timers } from './timers';

export interface ChatFeedOptions {
  startSeq: number;
  lastSeq: number;
  timers: Timers;
  random: () => number;
  /** Asks for a sync of this chat; `merge` and `syncEnded` follow. */
  requestSync: () => void;
}

/** How long a missing entry may be merely late before it is fetched: at once, every reorder would make everybody sync. */
export const gapWaitMs = { min: 300, max: 1000 } as const;

/** The entries of one chat on their way to the application: in seq order, each exactly once. */
export class ChatFeed {
  /** Every entry that arrives, in order or not, before it is delivered. */
  readonly seen = new Listeners<Entry>();
  readonly resets = new Listeners<{ fromSeq: number }>();
  readonly lefts = new Listeners<undefined>();
  /** Live delivery started here: what is older comes by history. */
  readonly startSeq: number;
  readonly #options: ChatFeedOptions;
  readonly #log: ChatLog;
  readonly #messages = new Listeners<Entry>();
  #undelivered: Entry[] = [];
  #isSyncing = false;
  #isLeft = false;
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

  ingest(entries: readonly Entry[]): void {
    for (const entry of entries) {
      this.seen.emit(entry);
      this.#log.accept(entry);
    }
    this.#deliver();
    this.#watchGap();
  }

  /** The chat is told again after it was left: its log goes on at `fromSeq`. */
  rejoin(fromSeq: number): void {
    if (!this.#isLeft) return;
    this.#isLeft = false;
    this.#reset(fromSeq);
  }

  syncStarted(): void {
    this.#isSyncing = true;
    this.#stopGapTimer();
  }

  merge({ messages, reset, left }: ChatSync): void {
    if (reset) this.#reset(reset.fromSeq);
    this.ingest(messages);
    if (left && !this.#isLeft) {
      this.#isLeft = true;
      this.lefts.emit(undefined);
    }
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
    const ready = this.#log.takeReady();
    if (ready.length > 0) this.#fruitlessFills = 0;
    this.#undelivered.push(...ready);
    this.#flush();
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

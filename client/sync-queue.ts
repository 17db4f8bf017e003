import { clientLimits } from '../protocol/client-limits';
import { backoffMs } from './backoff';
import { type ChatFeed } from './chat-feed';
import { asParleyError, type ParleyError } from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';
import { type Answer, type ChatSync } from './wire/answers';

export interface SyncQueueOptions {
  requests: Requests;
  timers: Timers;
  random: () => number;
  /** A chat is in step with the server. */
  onSynced: (chatId: string) => void;
}

interface Asked {
  chatId: string;
  afterSeq: number;
}

/** Chats in the first frame after connecting: the ones a person is likely to look at. */
const firstBatch = 20;
/** Pause between the frames for the rest: a hundred chats of every client at every opening would drown the server. */
const paceMs = 1000;

/** Syncs chats, one frame at a time, each chat until the server has no more. */
export class SyncQueue {
  readonly #options: SyncQueueOptions;
  readonly #feeds = new Map<string, ChatFeed>();
  #queue: string[] = [];
  #isRunning = false;
  #isConnected = false;
  #batchSize = firstBatch;
  #failures = 0;
  #epoch = 0;

  constructor(options: SyncQueueOptions) {
    this.#options = options;
  }

  add(chatId: string, feed: ChatFeed): void {
    this.#feeds.set(chatId, feed);
  }

  /** A new connection: all chats are behind, the most recent ones first. */
  connected(chatIds: readonly string[]): void {
    this.#isConnected = true;
    this.#batchSize = firstBatch;
    this.#failures = 0;
    this.#epoch += 1;
    for (const chatId of chatIds) this.#enqueue(chatId);
    this.#start(0);
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#isRunning = false;
    this.#epoch += 1;
  }

  request(chatId: string): void {
    this.#enqueue(chatId);
    this.#start(0);
  }

  #enqueue(chatId: string): void {
    const feed = this.#feeds.get(chatId);
    if (!feed || this.#queue.includes(chatId)) return;
    feed.syncStarted();
    this.#queue.push(chatId);
  }

  #start(delayMs: number): void {
    if (this.#isRunning || !this.#isConnected || this.#queue.length === 0) return;
    this.#isRunning = true;
    const run = this.#ofThisConnection<undefined>(() => this.#runBatch());
    if (delayMs === 0) run(undefined);
    else this.#options.timers.after(delayMs, () => run(undefined));
  }

  #runBatch(): void {
    // There is nothing to ask about a chat that the user is not in.
    this.#finish(new Set(this.#queue.filter((chatId) => this.#feeds.get(chatId)?.isLeft)));
    if (this.#queue.length === 0) {
      this.#isRunning = false;
      return;
    }
    const batch = this.#queue.slice(0, this.#batchSize);
    const chats = batch.map((chatId) => ({ chatId, afterSeq: this.#afterSeq(chatId) }));
    this.#options.requests.exchange('sync', { chats }).then(
      this.#ofThisConnection((answer: Answer<'sync'>) => this.#merge(answer.chats, chats)),
      this.#ofThisConnection((error: unknown) => this.#fail(batch, asParleyError(error))),
    );
  }

  #merge(chats: readonly ChatSync[], asked: readonly Asked[]): void {
    const afterSeqs = new Map(asked.map(({ chatId, afterSeq }) => [chatId, afterSeq]));
    const rest = chats.filter((chat) => chat.more).length;
    const done = new Set(chats.filter((chat) => !chat.more).map((chat) => chat.chatId));
    const hasProgress = done.size > 0 || chats.some((chat) => this.#isProgress(chat));
    for (const chat of chats) this.#feeds.get(chat.chatId)?.merge(chat, afterSeqs.get(chat.chatId) ?? 0);
    this.#finish(done);
    this.#failures = hasProgress ? 0 : this.#failures + 1;
    // More of the same chats at once; a further batch of chats at its pace; one without any progress backs off.
    const pause = rest > 0 ? 0 : paceMs;
    this.#batchSize = rest > 0 ? rest : clientLimits.chatsPerSync;
    this.#next(this.#failures === 0 ? pause : this.#backoff());
  }

  /** A page of which retention has left nothing brings the chat forward too. */
  #isProgress({ chatId, messages, reset }: ChatSync): boolean {
    return messages.length > 0 || (reset !== undefined && reset.fromSeq - 1 > this.#afterSeq(chatId));
  }

  #fail(batch: readonly string[], error: ParleyError): void {
    this.#failures += 1;
    // Refused for good: asking again changes nothing, and must not hold up the chats behind.
    if (!error.retryable && error.outcome === 'refused') this.#finish(new Set(batch));
    this.#next((error.retryAfterMs ?? 0) + this.#backoff());
  }

  #finish(chatIds: ReadonlySet<string>): void {
    this.#queue = this.#queue.filter((chatId) => !chatIds.has(chatId));
    for (const chatId of chatIds) {
      this.#feeds.get(chatId)?.syncEnded();
      this.#options.onSynced(chatId);
    }
  }

  #next(delayMs: number): void {
    this.#isRunning = false;
    this.#start(delayMs);
  }

  /** What an earlier connection still had to say is not heard. */
  #ofThisConnection<T>(run: (value: T) => void): (value: T) => void {
    const epoch = this.#epoch;
    return (value) => {
      if (epoch === this.#epoch) run(value);
    };
  }

  #backoff(): number {
    return 1 + backoffMs(this.#failures, this.#options.random);
  }

  #afterSeq(chatId: string): number {
    return (this.#feeds.get(chatId)?.nextSeq ?? 1) - 1;
  }
}

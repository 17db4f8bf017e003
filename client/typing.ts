import { type ChatFeed } from './chat-feed';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { type Requests } from './requests';
import { type Timers } from './timers';
import { type TypingEvent } from './wire/server-event';

/** Who is typing. Best effort: nothing is told while there is no connection, nor in groups above 50 members. */
export interface Typing {
  /**
   * The user types: call it at every keystroke. The others are told at once, and at most once in 3 s. Without a further
   * call it ends by itself after 5 s, and with a message that is sent.
   */
  start(): void;
  /** The user has stopped, and the others are told. Nothing happens if they were not typing. */
  stop(): void;
  /** The other users who are typing now, in the order in which they began. */
  readonly userIds: readonly string[];
  /** They have changed: somebody began, stopped, sent something or left, or was not heard of for 5 s. */
  onChange(listener: Listener<readonly string[]>): Unsubscribe;
}

/** How often the others are told that the user still types: before what they know expires. */
const repeatMs = 3000;
/** A `started` that comes this soon behind what they sent was overtaken by it. */
const overtakenMs = 500;
/** How long somebody types who says nothing more. */
const expiryMs = 5000;

export interface ChatTypingOptions {
  chatId: string;
  feed: ChatFeed;
  requests: Requests;
  timers: Timers;
  userId: () => string | undefined;
}

export class ChatTyping implements Typing {
  readonly #options: ChatTypingOptions;
  readonly #changes = new Listeners<readonly string[]>();
  /** How to cancel the expiry of each. */
  readonly #typists = new Map<string, () => void>();
  /** The last who sent something, and when. */
  #sender = { userId: '', at: 0 };
  #toldAt: number | undefined;
  #cancelEnd: (() => void) | undefined;

  constructor(options: ChatTypingOptions) {
    this.#options = options;
    // Who has sent something, or is out of the chat, has stopped.
    options.feed.inOrder.add((entry) => {
      this.#sender = { userId: entry.senderId, at: options.timers.now() };
      this.#remove(entry.senderId);
      if (entry.contentType === 'EVENT' && entry.content.kind === 'memberRemoved')
        this.#remove(entry.content.member);
    });
    options.feed.lefts.add(() => this.#clear());
  }

  get userIds(): readonly string[] {
    return [...this.#typists.keys()];
  }

  start(): void {
    const { timers, feed } = this.#options;
    if (feed.isLeft) return;
    this.#cancelEnd?.();
    // The others forget by themselves: nothing is to be told then.
    this.#cancelEnd = timers.after(expiryMs, () => (this.#toldAt = undefined));
    if (this.#toldAt !== undefined && timers.now() - this.#toldAt < repeatMs) return;
    this.#toldAt = timers.now();
    this.#tell('started');
  }

  stop(): void {
    this.#cancelEnd?.();
    if (this.#toldAt === undefined) return;
    this.#toldAt = undefined;
    this.#tell('stopped');
  }

  onChange(listener: Listener<readonly string[]>): Unsubscribe {
    return this.#changes.add(listener);
  }

  /** The user has sent something: that says that they have stopped. */
  sent(): void {
    this.#cancelEnd?.();
    this.#toldAt = undefined;
  }

  receive({ userId, state }: TypingEvent): void {
    if (userId === this.#options.userId() || this.#options.feed.isLeft) return;
    if (state === 'stopped') return this.#remove(userId);
    const isOvertaken =
      userId === this.#sender.userId && this.#options.timers.now() - this.#sender.at < overtakenMs;
    if (isOvertaken) return;
    const isNew = !this.#typists.has(userId);
    this.#typists.get(userId)?.();
    this.#typists.set(
      userId,
      this.#options.timers.after(expiryMs, () => this.#remove(userId)),
    );
    if (isNew) this.#changes.emit(this.userIds);
  }

  #remove(userId: string): void {
    this.#typists.get(userId)?.();
    if (this.#typists.delete(userId)) this.#changes.emit(this.userIds);
  }

  #clear(): void {
    for (const userId of this.userIds) this.#remove(userId);
    this.sent();
  }

  /** What fails is out of date before it could be tried again. */
  #tell(state: TypingEvent['state']): void {
    const { requests, chatId } = this.#options;
    requests.exchange('typing', { chatId, state }).catch(() => undefined);
  }
}

import { clientLimits } from '../protocol/client-limits';
import { backoffMs } from './backoff';
import { CursorWants, type Want } from './cursor-wants';
import {
  asParleyError,
  badAnswerError,
  closedError,
  notInChatError,
  type ParleyError,
  refusedError,
} from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';
import { type Answer } from './wire/answers';

export interface CursorQueueOptions {
  action: 'markDelivered' | 'markRead';
  requests: Requests;
  timers: Timers;
  random: () => number;
  /** Another request is about to tell this. */
  isCovered: (want: Want) => boolean;
  /** The server has told of a chat. */
  onMarked: (marked: Marked) => void;
  /** A request has come to its end, well or not. */
  onSettled: () => void;
}

export type Marked = Answer<'markRead'>['chats'][number];

/**
 * How long the first mark waits for others to go in its frame. The next frame waits as long again, so there is never
 * more than one in a second.
 */
export const markWaitMs = 1000;

/** Tells the server one kind of cursor, of all chats together, until it has them. */
export class CursorQueue {
  readonly #options: CursorQueueOptions;
  readonly #wants = new CursorWants();
  #isConnected = false;
  #isClosed = false;
  #isAsking = false;
  #cancelTimer: (() => void) | undefined;
  #failures = 0;

  constructor(options: CursorQueueOptions) {
    this.#options = options;
  }

  /** Tells it when it can. */
  want(want: Want): void {
    if (this.#isClosed) return;
    this.#wants.add(want);
    this.start();
  }

  /** Resolves when the server has it. */
  mark(want: Want): Promise<void> {
    if (this.#isClosed) return Promise.reject(closedError('refused'));
    return new Promise((resolve, reject) => {
      this.#wants.add(want, { resolve, reject });
      this.start();
    });
  }

  reachOf(chatId: string): number {
    return this.#wants.reachOf(chatId);
  }

  /** The server has this. Whether that is news. */
  learn(want: Want): boolean {
    return this.#wants.learn(want);
  }

  drop(chatId: string): void {
    this.#wants.drop({ chatId, seq: Infinity }, notInChatError());
  }

  connected(): void {
    this.#isConnected = true;
    this.#failures = 0;
    this.start();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#cancelTimer?.();
    this.#cancelTimer = undefined;
  }

  close(): void {
    this.#isClosed = true;
    this.disconnected();
    this.#wants.dropAll(closedError());
  }

  /** Goes on if there is something to tell. */
  start(delayMs = markWaitMs): void {
    if (!this.#isConnected || this.#isAsking || this.#cancelTimer || this.#batch().length === 0) return;
    this.#cancelTimer = this.#options.timers.after(delayMs, () => {
      this.#cancelTimer = undefined;
      this.#ask();
    });
  }

  #batch(): Want[] {
    const { isCovered } = this.#options;
    return this.#wants.wants.filter((want) => !isCovered(want)).slice(0, clientLimits.chatsPerReceipt);
  }

  #ask(): void {
    const batch = this.#batch();
    if (batch.length === 0) return;
    const { action, requests } = this.#options;
    this.#isAsking = true;
    requests.exchange(action, { chats: batch }).then(
      ({ chats }) => this.#succeed(batch, chats),
      (error: unknown) => this.#fail(batch, asParleyError(error)),
    );
  }

  #succeed(batch: readonly Want[], chats: readonly Marked[]): void {
    this.#failures = 0;
    const marked = new Map(chats.map((chat) => [chat.chatId, chat]));
    for (const want of batch) this.#take(want, marked.get(want.chatId));
    this.#settled();
  }

  #take(want: Want, marked: Marked | undefined): void {
    const { action, onMarked } = this.#options;
    if (!marked) return this.#wants.refuse(want, badAnswerError(action));
    if (marked.code === 'not_found') return this.#wants.drop(want, notInChatError());
    if (marked.code === 'bad_request') return this.#wants.refuse(want, noSuchEntryError(want));
    onMarked(marked);
    this.#wants.learn(want);
  }

  #fail(batch: readonly Want[], error: ParleyError): void {
    if (error.code !== 'disconnected') this.#failures += 1;
    // Refused for good: asking again changes nothing, and must not hold up the chats behind.
    if (!error.retryable) for (const want of batch) this.#wants.refuse(want, error);
    const isOver = !error.retryable || error.code === 'disconnected';
    this.#settled(isOver ? 0 : (error.retryAfterMs ?? 0) + backoffMs(this.#failures, this.#options.random));
  }

  #settled(backoff = 0): void {
    this.#isAsking = false;
    this.start(markWaitMs + backoff);
    this.#options.onSettled();
  }
}

function noSuchEntryError({ seq }: Want): ParleyError {
  const message = `unable to mark the chat; ${seq} is no entry`;
  return refusedError('bad_request', message);
}

import { type ChatUpdate } from './chats';
import { CursorQueue, type CursorQueueOptions, type Marked } from './cursor-queue';
import { type Want } from './cursor-wants';
import { Listeners } from './listeners';

export type CursorMarksOptions = Pick<CursorQueueOptions, 'requests' | 'timers' | 'random'>;

/** The user's own cursors in all chats: tells the server how far this device is, and hears how far the others are. */
export class CursorMarks {
  /** What has happened to chats; from here, that the server has heard that the user has read further. */
  readonly updates = new Listeners<ChatUpdate>();
  readonly #delivered: CursorQueue;
  readonly #read: CursorQueue;

  constructor(options: CursorMarksOptions) {
    const onMarked = (marked: Marked) => this.learn(marked);
    this.#delivered = new CursorQueue({
      ...options,
      action: 'markDelivered',
      onMarked,
      // Whoever has read an entry has got it: one request tells both.
      isCovered: ({ chatId, seq }) => this.#read.reachOf(chatId) >= seq,
      onSettled: () => undefined,
    });
    this.#read = new CursorQueue({
      ...options,
      action: 'markRead',
      onMarked,
      isCovered: () => false,
      // What was to be told by it and has not been.
      onSettled: () => this.#delivered.start(),
    });
  }

  gotDelivered(want: Want): void {
    this.#delivered.want(want);
  }

  /** Resolves when the server has it. */
  markRead(want: Want): Promise<void> {
    return this.#read.mark(want);
  }

  /** The same without anybody who waits for it. */
  gotRead(want: Want): void {
    this.#read.want(want);
  }

  /** Up to where the chat is read once everything is told, as far as this client knows. */
  readReachOf(chatId: string): number {
    return this.#read.reachOf(chatId);
  }

  /** The server has these cursors of the user. */
  learn({ chatId, deliveredSeq = 0, readSeq = 0 }: Marked): void {
    this.#delivered.learn({ chatId, seq: Math.max(deliveredSeq, readSeq) });
    if (this.#read.learn({ chatId, seq: readSeq })) this.updates.emit({ chatId, readSeq });
  }

  /** The user is not in this chat any more. */
  drop(chatId: string): void {
    for (const queue of this.#queues) queue.drop(chatId);
  }

  connected(): void {
    for (const queue of this.#queues) queue.connected();
  }

  disconnected(): void {
    for (const queue of this.#queues) queue.disconnected();
  }

  close(): void {
    for (const queue of this.#queues) queue.close();
  }

  get #queues(): CursorQueue[] {
    return [this.#delivered, this.#read];
  }
}

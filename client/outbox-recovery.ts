import { type ChatOutbox } from './chat-outbox';
import { type OutboxRecord, type OutboxStorage, storageLimitMs } from './outbox-storage';
import { asParleyError } from './parley-error';
import { type Timers } from './timers';

export interface OutboxRecoveryOptions {
  storage: OutboxStorage;
  timers: Timers;
  /** Opens a chat. */
  outboxOf: (chatId: string) => Promise<ChatOutbox | undefined>;
}

/** Goes on with messages that an earlier run, or a client that is gone, left unsent. */
export class OutboxRecovery {
  readonly #options: OutboxRecoveryOptions;
  #records: Promise<readonly OutboxRecord[]> | undefined;

  constructor(options: OutboxRecoveryOptions) {
    this.#options = options;
  }

  /**
   * What was left when this was first asked, or at the last connection. To be read before anything is sent; if it cannot
   * be, or not in time, that is no reason to have no chats: nothing, until it is asked for again.
   */
  records(): Promise<readonly OutboxRecord[]> {
    this.#records ??= this.#load();
    return this.#records;
  }

  /** At a new connection: opens the chats that something was left in, and sends it. */
  async resume(): Promise<void> {
    this.#records = undefined;
    await this.#goOn(await this.records().catch(() => []));
  }

  async #load(): Promise<readonly OutboxRecord[]> {
    const { storage, timers } = this.#options;
    const loading = storage.load().catch(() => undefined);
    const records = await timers.within(storageLimitMs, loading);
    if (records) return records;
    this.#records = undefined;
    void loading.then((late = []) => this.#goOn(late));
    return [];
  }

  async #goOn(records: readonly OutboxRecord[]): Promise<void> {
    const chatIds = new Set(records.map((record) => record.chatId));
    await Promise.all([...chatIds].map((chatId) => this.#resumeChat(chatId, records)));
  }

  async #resumeChat(chatId: string, records: readonly OutboxRecord[]): Promise<void> {
    const { storage, outboxOf } = this.#options;
    const left = records.filter((record) => record.chatId === chatId);
    try {
      (await outboxOf(chatId))?.restore(left);
    } catch (error) {
      // The user is not in this chat any more: it will never be sent, and there is no chat to tell it by.
      if (asParleyError(error).code !== 'not_found') return;
      await Promise.allSettled(left.map(({ clientMessageId }) => storage.remove(clientMessageId)));
    }
  }
}

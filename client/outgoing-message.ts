import { sendFields } from './draft';
import { type Listeners } from './listeners';
import { type Answered, Outgoing } from './outgoing';
import { type Content, type OutboxRecord, type OutboxStorage, storageLimitMs } from './outbox-storage';
import { outboxError, type ParleyError } from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';
import { type Entry } from './wire/entry';

/** The server has the message, durably, at this place in the chat. */
export interface Acknowledgement {
  readonly clientMessageId: string;
  readonly messageId: string;
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly sentAt: string;
}

/** One's own message on its way: `sending`, then `sent` or `failed`. */
export type OutgoingUpdate = Content & {
  readonly clientMessageId: string;
  /** Milliseconds since 1970. */
  readonly queuedAt: number;
} & (
    | { readonly state: 'sending' }
    | { readonly state: 'sent'; readonly acknowledgement: Acknowledgement }
    /** `error.outcome` `unknown`: it may be in the chat after all. */
    | { readonly state: 'failed'; readonly error: ParleyError }
  );

export interface OutgoingMessageParts {
  requests: Requests;
  storage: OutboxStorage;
  timers: Timers;
  updates: Listeners<OutgoingUpdate>;
  userId: () => string | undefined;
  /** Gets the entry that the message has become. */
  onStored: (entry: Entry) => void;
}

/** A message of the outbox. Its record is kept by the storage until it is settled. */
export class OutgoingMessage extends Outgoing<Acknowledgement> {
  readonly claim = 'the message was stored';
  readonly #parts: OutgoingMessageParts;
  #record: OutboxRecord;
  #isStoring = false;
  #isForgotten = false;

  constructor(record: OutboxRecord, parts: OutgoingMessageParts) {
    super();
    this.#record = record;
    this.#parts = parts;
    this.isUnknown = record.isTried;
  }

  get clientMessageId(): string {
    return this.#record.clientMessageId;
  }

  get afterSeq(): number {
    return this.#record.afterSeq;
  }

  get isTried(): boolean {
    return this.#record.isTried;
  }

  /** Enters the storage. A failure comes again at the first try, which stores the record before it sends. */
  enter(): void {
    this.ready = this.#keep(this.#record).catch(() => undefined);
    this.#parts.updates.emit(this.update());
  }

  async tryFrom(afterSeq: number): Promise<void> {
    const record = { ...this.#record, afterSeq, isTried: true };
    await this.#keep(record);
    this.#record = record;
  }

  async exchange(): Promise<Answered> {
    const fields = sendFields(this.#record);
    const answer = await this.#parts.requests.exchange('sendMessage', fields, this.clientMessageId);
    const { clientMessageId, messageId, seq, sentAt } = answer;
    const senderId = this.#parts.userId() ?? '';
    // The sender's own socket gets no event of the message: the entry is made from the record and the answer.
    const entry = { seq, messageId, senderId, clientMessageId, sentAt, status: 'SENT' as const };
    const follow = () => this.#parts.onStored({ ...entry, ...contentOf(this.#record) });
    return { follow, isEntry: true };
  }

  found({ clientMessageId, messageId, seq, sentAt }: Entry): void {
    const acknowledgement = { clientMessageId, messageId, seq, sentAt };
    this.#forget();
    this.succeed(acknowledgement);
    this.#parts.updates.emit({ ...this.update(), state: 'sent', acknowledgement });
  }

  override giveUp(error: ParleyError): void {
    this.#forget();
    this.refuse(error);
  }

  /** It has failed, and no storage has it. */
  refuse(error: ParleyError): void {
    this.fail(error);
    this.#parts.updates.emit({ ...this.update(), state: 'failed', error });
  }

  update(): OutgoingUpdate {
    const { clientMessageId, queuedAt } = this.#record;
    return { ...contentOf(this.#record), clientMessageId, queuedAt, state: 'sending' };
  }

  /** @throws ParleyError `outbox_failed`, also if it takes too long */
  async #keep(record: OutboxRecord): Promise<void> {
    // One after the other: the later one is to be what the storage has in the end.
    const isKept = !this.#isStoring && (await this.#parts.timers.within(storageLimitMs, this.#store(record)));
    if (!isKept) throw outboxError(this.isUnknown ? 'unknown' : 'refused');
  }

  async #store(record: OutboxRecord): Promise<boolean> {
    this.#isStoring = true;
    try {
      await this.#parts.storage.put(record);
      return true;
    } catch {
      return false;
    } finally {
      this.#isStoring = false;
      // It came late, and the message is settled.
      if (this.#isForgotten) this.#forget();
    }
  }

  #forget(): void {
    this.#isForgotten = true;
    // If it cannot be removed it is sent again after a restart, and the server answers with the same place.
    this.#parts.storage.remove(this.clientMessageId).catch(() => undefined);
  }
}

function contentOf(record: Content): Content {
  if (record.contentType === 'TEXT') return { contentType: record.contentType, content: record.content };
  return { contentType: record.contentType, content: record.content };
}

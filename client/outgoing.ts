import { type Entry } from './entry';
import { type Content, type OutboxRecord } from './outbox-storage';
import { type ParleyError } from './parley-error';

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

/** A record of the outbox with what this run of the client knows about it. */
export class Outgoing {
  readonly acknowledged: Promise<Acknowledgement>;
  /** Resolves when it is settled, either way. */
  readonly settled: Promise<void>;
  /** A try may have been carried out, and nothing has told. */
  isUnknown: boolean;
  isSettled = false;
  lastTriedAt = 0;
  failures = 0;
  record: OutboxRecord;
  /** When the storage has taken the record, or failed to. */
  stored: Promise<void> = Promise.resolve();
  #succeed!: (acknowledgement: Acknowledgement) => void;
  #fail!: (error: ParleyError) => void;

  constructor(record: OutboxRecord) {
    this.record = record;
    this.isUnknown = record.isTried;
    this.acknowledged = new Promise((resolve, reject) => {
      this.#succeed = resolve;
      this.#fail = reject;
    });
    // A failure is told by an update too, so a caller that does not await the promise must not end the process.
    this.settled = this.acknowledged.then(
      () => undefined,
      () => undefined,
    );
  }

  succeed(acknowledgement: Acknowledgement): void {
    this.isSettled = true;
    this.#succeed(acknowledgement);
  }

  fail(error: ParleyError): void {
    this.isSettled = true;
    this.#fail(error);
  }

  update(): OutgoingUpdate {
    const { clientMessageId, queuedAt } = this.record;
    return { ...contentOf(this.record), clientMessageId, queuedAt, state: 'sending' };
  }
}

export function contentOf(record: Content): Content {
  if (record.contentType === 'TEXT') return { contentType: record.contentType, content: record.content };
  return { contentType: record.contentType, content: record.content };
}

export function acknowledgementOf(entry: Entry): Acknowledgement {
  const { clientMessageId, messageId, seq, sentAt } = entry;
  return { clientMessageId, messageId, seq, sentAt };
}

import { responseTimeoutMs } from '../protocol';
import { backoffMs } from './backoff';
import { type Call } from './caller';
import { type ChatFeed } from './chat-feed';
import { flawOf, sendFields } from './draft';
import { type Answer, type Entry } from './entry';
import { findOwnEntry, type OwnEntryResult } from './find-own-entry';
import { Listeners } from './listeners';
import { type Content, type OutboxRecord, type OutboxStorage } from './outbox-storage';
import {
  type Acknowledgement,
  acknowledgementOf,
  contentOf,
  Outgoing,
  type OutgoingUpdate,
} from './outgoing';
import { asParleyError, closedError, ParleyError } from './parley-error';
import { type Requests } from './requests';
import { type Timers } from './timers';

export interface ChatOutboxOptions {
  chatId: string;
  userId: () => string | undefined;
  feed: ChatFeed;
  storage: OutboxStorage;
  requests: Requests;
  call: Call;
  timers: Timers;
  random: () => number;
  createId: () => string;
}

/**
 * Sends the messages of one chat, one at a time: two in flight could be stored in either order. A message whose outcome
 * is unknown stays at the head until it is known, and is repeated byte by byte.
 */
export class ChatOutbox {
  readonly updates = new Listeners<OutgoingUpdate>();
  readonly #options: ChatOutboxOptions;
  readonly #queue: Outgoing[] = [];
  #isOpen = false;
  #isDraining = false;

  constructor(options: ChatOutboxOptions, restored: readonly OutboxRecord[]) {
    this.#options = options;
    this.#queue.push(...restored.map((record) => new Outgoing(record)));
    options.feed.seen.add((entry) => this.#observe(entry));
  }

  get pending(): readonly OutgoingUpdate[] {
    return this.#queue.map((outgoing) => outgoing.update());
  }

  send(content: Content): Promise<Acknowledgement> {
    const { chatId, timers, createId, storage, feed } = this.#options;
    const record: OutboxRecord = {
      ...contentOf(content),
      chatId,
      clientMessageId: createId(),
      afterSeq: feed.highestSeq,
      isTried: false,
      queuedAt: timers.now(),
    };
    const flaw = flawOf(record);
    if (flaw) return Promise.reject(flaw);
    const outgoing = new Outgoing(record);
    this.#queue.push(outgoing);
    // A failure here comes again at the first try, which stores the record before it sends.
    outgoing.stored = storage.put(record).catch(() => undefined);
    this.updates.emit(outgoing.update());
    this.#drain();
    return outgoing.acknowledged;
  }

  /** The chat is in step with the server: send what waits. */
  resume(): void {
    this.#isOpen = true;
    this.#drain();
  }

  /** The connection is lost. */
  pause(): void {
    this.#isOpen = false;
  }

  close(): void {
    this.#isOpen = false;
    for (const outgoing of this.#queue.splice(0)) {
      outgoing.fail(closedError(outgoing.record.isTried ? 'unknown' : 'refused'));
    }
  }

  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    void this.#drainQueue();
  }

  async #drainQueue(): Promise<void> {
    for (let head = this.#queue[0]; head && this.#isOpen; head = this.#queue[0]) {
      try {
        await this.#prepare(head);
        if (this.#mayTry(head)) await this.#tryOnce(head);
      } catch (error) {
        this.#settleFailed(head, asParleyError(error));
      }
    }
    // In the same turn as the last look at the queue: a later one would miss a `resume` in between.
    this.#isDraining = false;
  }

  #mayTry(head: Outgoing): boolean {
    return this.#isOpen && !head.isSettled;
  }

  async #prepare(head: Outgoing): Promise<void> {
    await head.stored;
    if (head.record.isTried || !this.#mayTry(head)) return;
    await this.#store(head, { ...head.record, afterSeq: this.#options.feed.highestSeq, isTried: true });
  }

  async #tryOnce(head: Outgoing): Promise<void> {
    const { requests, timers } = this.#options;
    head.lastTriedAt = timers.now();
    const { clientMessageId } = head.record;
    const answer = requests.exchange('sendMessage', sendFields(head.record), clientMessageId);
    // It may be settled before the answer: by its own entry, seen in a sync.
    const result = await Promise.race([answer.catch(asParleyError), head.settled]);
    if (head.isSettled || !result) return;
    if (result instanceof ParleyError) await this.#handle(head, result);
    else this.#acknowledge(head, result);
  }

  async #handle(head: Outgoing, error: ParleyError): Promise<void> {
    if (error.outcome === 'unknown') head.isUnknown = true;
    // Both mean that this socket is over: the next connection resumes.
    if (error.code === 'disconnected' || error.code === 'token_expired') this.#isOpen = false;
    else if (error.code === 'stale_attempt') await this.#renew(head);
    else if (error.retryable || error.outcome === 'unknown') await this.#backOff(head, error);
    else if (head.isUnknown) await this.#settleRefusal(head, error);
    else this.#settleFailed(head, error);
  }

  async #backOff(head: Outgoing, error: ParleyError): Promise<void> {
    const delayMs = (error.retryAfterMs ?? 0) + backoffMs(head.failures, this.#options.random);
    head.failures += 1;
    await this.#sleep(head, delayMs);
  }

  /** The chat has gone on too far since the first try. Not in the chat up to its head: it may be tried anew from there. */
  async #renew(head: Outgoing): Promise<void> {
    const found = await this.#find(head);
    if (!found || found.own || head.isSettled) return;
    const { headSeq, isCertain } = found;
    if (!isCertain && head.isUnknown) throw unsettled('part of the chat cannot be read any more');
    await this.#store(head, { ...head.record, afterSeq: headSeq });
    // So that a server that calls every try stale is not asked without end at full speed.
    if (head.failures > 0) await this.#sleep(head, backoffMs(head.failures, this.#options.random));
    head.failures += 1;
  }

  /** Refused, but an earlier try may have been carried out: the chat itself tells. */
  async #settleRefusal(head: Outgoing, error: ParleyError): Promise<void> {
    // The server may still carry out a try that it has not answered, for as long as a client waits for an answer.
    await this.#sleep(head, head.lastTriedAt + responseTimeoutMs - this.#options.timers.now());
    const found = await this.#find(head);
    if (!found || found.own || head.isSettled) return;
    throw found.isCertain ? error : unsettled(error.message);
  }

  /** Undefined if the chat could not be read now: after a pause the same bytes are tried again. */
  async #find(head: Outgoing): Promise<OwnEntryResult | undefined> {
    const { chatId, feed, call } = this.#options;
    const isOwn = (entry: Entry) => this.#isOwn(head, entry);
    const onRead = (entries: readonly Entry[]) => feed.ingest(entries);
    try {
      return await findOwnEntry(call, { chatId, afterSeq: head.record.afterSeq, isOwn, onRead });
    } catch (caught) {
      const error = asParleyError(caught);
      if (!error.retryable) throw head.isUnknown ? unsettled(error.message) : error;
      await this.#backOff(head, error);
      return undefined;
    }
  }

  #observe(entry: Entry): void {
    const found = this.#queue.find((outgoing) => this.#isOwn(outgoing, entry));
    if (found) this.#settleSent(found, acknowledgementOf(entry));
  }

  #isOwn({ record }: Outgoing, entry: Entry): boolean {
    return entry.senderId === this.#options.userId() && entry.clientMessageId === record.clientMessageId;
  }

  /** The sender's own socket gets no event of the message: the entry is made from the record and the answer. */
  #acknowledge({ record }: Outgoing, answer: Answer<'sendMessage'>): void {
    const { clientMessageId, messageId, seq, sentAt } = answer;
    const senderId = this.#options.userId() ?? '';
    const fields = { seq, messageId, senderId, clientMessageId, sentAt, status: 'SENT' as const };
    this.#options.feed.ingest([{ ...fields, ...contentOf(record) }]);
  }

  #settleSent(outgoing: Outgoing, acknowledgement: Acknowledgement): void {
    this.#forget(outgoing);
    outgoing.succeed(acknowledgement);
    this.updates.emit({ ...outgoing.update(), state: 'sent', acknowledgement });
  }

  #settleFailed(outgoing: Outgoing, error: ParleyError): void {
    if (outgoing.isSettled) return;
    this.#forget(outgoing);
    outgoing.fail(error);
    this.updates.emit({ ...outgoing.update(), state: 'failed', error });
  }

  #forget(outgoing: Outgoing): void {
    this.#queue.splice(this.#queue.indexOf(outgoing), 1);
    // If it cannot be removed it is sent again after a restart, and the server answers with the same place.
    this.#options.storage.remove(outgoing.record.clientMessageId).catch(() => undefined);
  }

  async #store(outgoing: Outgoing, record: OutboxRecord): Promise<void> {
    try {
      await this.#options.storage.put(record);
    } catch {
      throw storageError(outgoing.isUnknown ? 'unknown' : 'refused');
    }
    outgoing.record = record;
  }

  #sleep(outgoing: Outgoing, delayMs: number): Promise<void> {
    return Promise.race([this.#options.timers.sleep(Math.max(0, delayMs)), outgoing.settled]);
  }
}

function storageError(outcome: 'refused' | 'unknown'): ParleyError {
  const message = 'unable to send the message; the outbox storage failed';
  return new ParleyError({ code: 'outbox_failed', message, retryable: true, outcome });
}

function unsettled(reason: string): ParleyError {
  const message = `unable to tell whether the message was stored; ${reason}`;
  return new ParleyError({ code: 'no_answer', message, retryable: false, outcome: 'unknown' });
}

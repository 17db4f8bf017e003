import { responseTimeoutMs } from '../protocol/connecting';
import { backoffMs } from './backoff';
import { type Call } from './caller';
import { type ChatFeed } from './chat-feed';
import { findOwnEntry, type OwnEntryResult } from './find-own-entry';
import { type Answered, type Outgoing } from './outgoing';
import { asParleyError, ParleyError, unsettledError } from './parley-error';
import { type Timers } from './timers';
import { type ChatSync } from './wire/answers';
import { type Entry } from './wire/entry';

export interface OutgoingTriesOptions {
  chatId: string;
  userId: () => string | undefined;
  feed: ChatFeed;
  call: Call;
  timers: Timers;
  random: () => number;
}

/**
 * One try of an outgoing entry, and what follows from its answer: it is settled, or it may be tried again with the same
 * bytes, or from another afterSeq once it is certain that it is not in the chat.
 */
export class OutgoingTries {
  readonly #options: OutgoingTriesOptions;

  constructor(options: OutgoingTriesOptions) {
    this.#options = options;
  }

  /**
   * Resolves when it is settled or may be tried again; with false if this connection is over.
   * @throws ParleyError if it is refused, or its outcome will not be known
   */
  async tryOnce(outgoing: Outgoing): Promise<boolean> {
    outgoing.lastTriedAt = this.#options.timers.now();
    // It may be settled before the answer: by its own entry, seen in a sync.
    const answer = await Promise.race([outgoing.exchange().catch(asParleyError), outgoing.settled]);
    if (outgoing.isSettled || !answer) return true;
    if (answer instanceof ParleyError) return this.#handle(outgoing, answer);
    if (outgoing.isUnknown && !answer.isEntry) await this.#settleNothing(outgoing, answer);
    else answer.follow();
    return true;
  }

  isOwn({ clientMessageId }: Outgoing, entry: Entry): boolean {
    return entry.senderId === this.#options.userId() && entry.clientMessageId === clientMessageId;
  }

  async #handle(outgoing: Outgoing, error: ParleyError): Promise<boolean> {
    if (error.outcome === 'unknown') outgoing.isUnknown = true;
    // Both mean that this socket is over: the next connection resumes.
    if (error.code === 'disconnected' || error.code === 'token_expired') return false;
    if (error.code === 'stale_attempt') await this.#renew(outgoing);
    else if (error.retryable || error.outcome === 'unknown') await this.#backOff(outgoing, error);
    else if (outgoing.isUnknown) await this.#settleRefusal(outgoing, error);
    else this.#refuse(error);
    return true;
  }

  #refuse(error: ParleyError): never {
    // The user is not in the chat, and it seems that the news of it was lost.
    if (error.code === 'not_found') this.#options.feed.check();
    throw error;
  }

  async #backOff(outgoing: Outgoing, error: ParleyError): Promise<void> {
    const delayMs = (error.retryAfterMs ?? 0) + backoffMs(outgoing.failures, this.#options.random);
    outgoing.failures += 1;
    await this.#sleep(outgoing, delayMs);
  }

  /** The chat has gone on too far since the first try. Not in the chat up to its head: it may be tried anew from there. */
  async #renew(outgoing: Outgoing): Promise<void> {
    const found = await this.#find(outgoing);
    if (!found || found.own || outgoing.isSettled) return;
    const { headSeq, isCertain } = found;
    if (!isCertain && outgoing.isUnknown)
      throw unsettledError(outgoing.claim, 'part of the chat cannot be read any more');
    await outgoing.tryFrom(headSeq);
    // So that a server that calls every try stale is not asked without end at full speed.
    if (outgoing.failures > 0)
      await this.#sleep(outgoing, backoffMs(outgoing.failures, this.#options.random));
    outgoing.failures += 1;
  }

  /** There was nothing to do, but an earlier try may find that there is, behind what is sent next. */
  async #settleNothing(outgoing: Outgoing, { follow }: Answered): Promise<void> {
    const found = await this.#findLate(outgoing);
    if (!found || found.own || outgoing.isSettled) return;
    if (!found.isCertain) throw unsettledError(outgoing.claim, 'part of the chat cannot be read any more');
    follow();
  }

  /** Refused, but an earlier try may have been carried out: the chat itself tells. */
  async #settleRefusal(outgoing: Outgoing, error: ParleyError): Promise<void> {
    const found = await this.#findLate(outgoing);
    if (!found || found.own || outgoing.isSettled) return;
    throw found.isCertain ? error : unsettledError(outgoing.claim, error.message);
  }

  /** The server may still carry out a try that it has not answered, for as long as a client waits for an answer. */
  async #findLate(outgoing: Outgoing): Promise<OwnEntryResult | undefined> {
    await this.#sleep(outgoing, outgoing.lastTriedAt + responseTimeoutMs - this.#options.timers.now());
    return this.#find(outgoing);
  }

  /** Undefined if the chat could not be read now: after a pause the same bytes are tried again. */
  async #find(outgoing: Outgoing): Promise<OwnEntryResult | undefined> {
    const { chatId, feed, call } = this.#options;
    const { afterSeq } = outgoing;
    const { arrivals } = feed;
    const isOwn = (entry: Entry) => this.isOwn(outgoing, entry);
    const onRead = (page: ChatSync) => (page.left ? feed.leave(arrivals) : feed.ingest(page.messages));
    try {
      const found = await findOwnEntry(call, { chatId, afterSeq, isOwn, onRead });
      feed.knows(found.headSeq);
      return found;
    } catch (caught) {
      const error = asParleyError(caught);
      if (!error.retryable) throw outgoing.isUnknown ? unsettledError(outgoing.claim, error.message) : error;
      await this.#backOff(outgoing, error);
      return undefined;
    }
  }

  #sleep(outgoing: Outgoing, delayMs: number): Promise<void> {
    return Promise.race([this.#options.timers.sleep(Math.max(0, delayMs)), outgoing.settled]);
  }
}

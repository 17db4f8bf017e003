import { type ChatFeed } from './chat-feed';
import { flawOf } from './draft';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { type Content, type OutboxRecord, type OutboxStorage } from './outbox-storage';
import { type Outgoing } from './outgoing';
import { OutgoingChange, type SendChange } from './outgoing-change';
import { type Acknowledgement, OutgoingMessage, type OutgoingUpdate } from './outgoing-message';
import { OutgoingTries, type OutgoingTriesOptions } from './outgoing-tries';
import { asParleyError, closedError } from './parley-error';
import { type Requests } from './requests';
import { type Entry } from './wire/entry';

export interface ChatOutboxOptions extends OutgoingTriesOptions {
  storage: OutboxStorage;
  requests: Requests;
  createId: () => string;
}

/**
 * Sends what the user adds to one chat, messages and changes, one at a time: two in flight could be stored in either
 * order. One whose outcome is unknown stays at the head until it is known, and is repeated byte by byte.
 */
export class ChatOutbox {
  readonly updates = new Listeners<OutgoingUpdate>();
  readonly #options: ChatOutboxOptions;
  readonly #feed: ChatFeed;
  readonly #tries: OutgoingTries;
  #queue: Outgoing[];
  #isOpen = false;
  #openings = 0;
  #isDraining = false;
  readonly #restoredIds: Set<string>;
  /** Messages of an earlier run that have failed before anybody listened. */
  #untold: OutgoingUpdate[] = [];
  #isHeard = false;
  /** What has ever been in the queue: a storage may still show what is settled. */
  readonly #knownIds = new Set<string>();

  constructor(options: ChatOutboxOptions, restored: readonly OutboxRecord[]) {
    this.#options = options;
    this.#feed = options.feed;
    this.#tries = new OutgoingTries(options);
    this.#queue = restored.map((record) => this.#messageOf(record));
    for (const { clientMessageId } of restored) this.#knownIds.add(clientMessageId);
    this.#restoredIds = new Set(this.#knownIds);
    this.updates.add((update) => this.#keepUntold(update));
    options.feed.seen.add((entry) => this.#observe(entry));
  }

  get pending(): readonly OutgoingUpdate[] {
    return this.#unsettled.flatMap((outgoing) =>
      outgoing instanceof OutgoingMessage ? [outgoing.update()] : [],
    );
  }

  /** What an earlier run left and has failed before the first listener came is told to it: nobody else waits for it. */
  onUpdate(listener: Listener<OutgoingUpdate>): Unsubscribe {
    const unsubscribe = this.updates.add(listener);
    this.#isHeard = true;
    // Later, so that the caller holds `unsubscribe` before the first of them comes.
    queueMicrotask(() => this.#untold.splice(0).forEach((update) => listener(update)));
    return unsubscribe;
  }

  send(content: Content): Promise<Acknowledgement> {
    const { chatId, timers, createId } = this.#options;
    const record: OutboxRecord = {
      ...content,
      chatId,
      clientMessageId: createId(),
      afterSeq: this.#feed.highestSeq,
      isTried: false,
      queuedAt: timers.now(),
    };
    const flaw = flawOf(record);
    const message = this.#messageOf(record);
    if (flaw) {
      message.refuse(flaw);
      return message.result;
    }
    this.#knownIds.add(record.clientMessageId);
    this.#queue.push(message);
    message.enter();
    this.#drain();
    return message.result;
  }

  /** Goes on with what another run or another client has left, behind what is on its way. */
  restore(records: readonly OutboxRecord[]): void {
    for (const record of records) {
      if (this.#knownIds.has(record.clientMessageId)) continue;
      this.#knownIds.add(record.clientMessageId);
      this.#restoredIds.add(record.clientMessageId);
      const message = this.#messageOf(record);
      this.#queue.push(message);
      this.updates.emit(message.update());
    }
    this.#drain();
  }

  /** Carries out a change after what was sent before it. */
  change(send: SendChange): Promise<void> {
    const change = new OutgoingChange(this.#options.createId(), send);
    this.#queue.push(change);
    this.#drain();
    return change.result;
  }

  /** The chat is in step with the server: send what waits. */
  resume(): void {
    this.#isOpen = true;
    this.#openings += 1;
    this.#drain();
  }

  /** The connection is lost. */
  pause(): void {
    this.#isOpen = false;
  }

  close(): void {
    this.#isOpen = false;
    for (const outgoing of this.#unsettled) {
      outgoing.fail(closedError(outgoing.isTried ? 'unknown' : 'refused'));
    }
  }

  get #unsettled(): Outgoing[] {
    return this.#queue.filter((outgoing) => !outgoing.isSettled);
  }

  #keepUntold(update: OutgoingUpdate): void {
    const isLeft = this.#restoredIds.has(update.clientMessageId);
    if (isLeft && update.state === 'failed' && !this.#isHeard) this.#untold.push(update);
  }

  #messageOf(record: OutboxRecord): OutgoingMessage {
    const onStored = (entry: Entry) => this.#feed.ingest([entry]);
    return new OutgoingMessage(record, { ...this.#options, updates: this.updates, onStored });
  }

  #drain(): void {
    if (this.#isDraining) return;
    this.#isDraining = true;
    void this.#drainQueue();
  }

  async #drainQueue(): Promise<void> {
    for (let head = this.#head(); head && this.#isOpen; head = this.#head()) {
      try {
        await this.#prepare(head);
        if (this.#mayTry(head)) await this.#try(head);
      } catch (error) {
        if (!head.isSettled) head.giveUp(asParleyError(error));
      }
    }
    // In the same turn as the last look at the queue: a later one would miss a `resume` in between.
    this.#isDraining = false;
  }

  #head(): Outgoing | undefined {
    this.#queue = this.#unsettled;
    return this.#queue[0];
  }

  #mayTry(head: Outgoing): boolean {
    return this.#isOpen && !head.isSettled;
  }

  async #prepare(head: Outgoing): Promise<void> {
    await head.ready;
    if (!head.isTried && this.#mayTry(head)) await head.tryFrom(this.#feed.highestSeq);
  }

  async #try(head: Outgoing): Promise<void> {
    const openings = this.#openings;
    const isConnected = await this.#tries.tryOnce(head);
    // Unless the next connection is there by now.
    if (!isConnected && openings === this.#openings) this.#isOpen = false;
  }

  #observe(entry: Entry): void {
    const own = this.#unsettled.find((outgoing) => this.#tries.isOwn(outgoing, entry));
    own?.found(entry);
  }
}

import { type Chat as ChatInfo } from '../protocol';
import { type Chat, followChat, type FollowedChat } from './chat';
import { ChatFeed } from './chat-feed';
import { type ChatOutboxOptions } from './chat-outbox';
import { type Entry, type ServerEvent } from './entry';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { type OutboxRecord } from './outbox-storage';
import { SyncQueue } from './sync-queue';

/** The chats that this client follows: those it opened, created or heard of. */
export interface Chats {
  /**
   * The direct chat with a user; the existing one, if there is one. Waits for a connection. One that was left goes on.
   * @throws ParleyError `bad_request`, `not_found`, `closed`, or what five tries failed with
   */
  createDirect(userId: string): Promise<Chat>;
  /**
   * Follows a chat from now on: entries up to now come by `messages.history()`, later ones by `messages.onMessage()`.
   * @throws ParleyError `not_found` (also for a chat of others), `closed`, or what five tries failed with
   */
  open(chatId: string): Promise<Chat>;
  /** A chat that is followed already. */
  get(chatId: string): Chat | undefined;
  readonly all: readonly Chat[];
  /** Chats that the server told of, not asked for by `createDirect` or `open`. Delivery starts at the entry that told. */
  onChat(listener: Listener<Chat>): Unsubscribe;
}

export type ChatRegistryOptions = Omit<ChatOutboxOptions, 'chatId' | 'feed'>;

export class ChatRegistry implements Chats {
  readonly #options: ChatRegistryOptions;
  readonly #followed = new Map<string, FollowedChat>();
  readonly #appeared = new Listeners<Chat>();
  /** Entries of chats that are not followed yet. */
  readonly #early = new Map<string, Entry[]>();
  readonly #opening = new Map<string, Promise<Chat>>();
  readonly #sync: SyncQueue;
  #restored: Promise<readonly OutboxRecord[]> | undefined;
  #isInStep = false;

  constructor(options: ChatRegistryOptions) {
    this.#options = options;
    const onSynced = (chatId: string) => this.#followed.get(chatId)?.outbox.resume();
    this.#sync = new SyncQueue({ ...options, onSynced });
  }

  get all(): readonly Chat[] {
    return [...this.#followed.values()].map(({ chat }) => chat);
  }

  get(chatId: string): Chat | undefined {
    return this.#followed.get(chatId)?.chat;
  }

  async createDirect(userId: string): Promise<Chat> {
    const { chat } = await this.#options.call('createChat', { type: 'DIRECT', with: userId });
    return this.#adopt(chat, await this.#outboxRecords(), 'opened');
  }

  open(chatId: string): Promise<Chat> {
    const known = this.#followed.get(chatId);
    if (known && !known.feed.isLeft) return Promise.resolve(known.chat);
    return this.#opening.get(chatId) ?? this.#fetch(chatId, 'opened');
  }

  onChat(listener: Listener<Chat>): Unsubscribe {
    return this.#appeared.add(listener);
  }

  connected(): void {
    this.#isInStep = true;
    const byActivity = [...this.#followed.values()].sort(
      (one, other) => other.lastActiveAt - one.lastActiveAt,
    );
    this.#sync.connected(byActivity.map(({ chat }) => chat.chatId));
    void this.#resumeOutbox();
  }

  disconnected(): void {
    this.#isInStep = false;
    this.#sync.disconnected();
    for (const { outbox } of this.#followed.values()) outbox.pause();
  }

  close(): void {
    for (const { outbox } of this.#followed.values()) outbox.close();
  }

  receive(event: ServerEvent): void {
    const chatId = event.type === 'message' ? event.chatId : event.chat.chatId;
    const entry = event.type === 'message' ? event.message : event.change;
    const followed = this.#followed.get(chatId);
    if (followed) this.#apply(followed, entry, event);
    else this.#hearOf(chatId, entry, event);
  }

  #apply(followed: FollowedChat, entry: Entry, event: ServerEvent): void {
    if (event.type === 'chat') {
      followed.update(event.chat);
      followed.feed.rejoin(entry.seq);
    }
    followed.feed.ingest([entry]);
  }

  #hearOf(chatId: string, entry: Entry, event: ServerEvent): void {
    const early = this.#early.get(chatId);
    this.#early.set(chatId, [...(early ?? []), entry]);
    const isUnderWay = early !== undefined || this.#opening.has(chatId);
    const appearing =
      event.type === 'chat'
        ? this.#outboxRecords().then((records) => this.#adopt(event.chat, records, 'appeared'))
        : isUnderWay || this.#fetch(chatId, 'appeared');
    // Refused: not the user's any more. Told again, it is asked for again.
    if (appearing !== true) appearing.catch(() => this.#early.delete(chatId));
  }

  #fetch(chatId: string, how: 'opened' | 'appeared'): Promise<Chat> {
    const opening = this.#options
      .call('getChat', { chatId })
      .then(async ({ chat }) => this.#adopt(chat, await this.#outboxRecords(), how))
      .finally(() => this.#opening.delete(chatId));
    this.#opening.set(chatId, opening);
    return opening;
  }

  #adopt(info: ChatInfo, records: readonly OutboxRecord[], how: 'opened' | 'appeared'): Chat {
    const { chatId } = info;
    const known = this.#followed.get(chatId);
    if (known) return this.#followAgain(known, info);
    const early = this.#early.get(chatId) ?? [];
    this.#early.delete(chatId);
    const followed = this.#follow(info, records, how === 'appeared' ? early : []);
    if (how === 'appeared') this.#appeared.emit(followed.chat);
    followed.feed.ingest(early);
    this.#catchUp(followed);
    return followed.chat;
  }

  /** One that was left and is open again goes on as a chat opened now does. */
  #followAgain(known: FollowedChat, info: ChatInfo): Chat {
    known.update(info);
    known.feed.rejoin(info.lastSeq + 1);
    return known.chat;
  }

  #follow(info: ChatInfo, records: readonly OutboxRecord[], told: readonly Entry[]): FollowedChat {
    const { chatId, lastSeq } = info;
    const startSeq = Math.min(lastSeq + 1, ...told.map((entry) => entry.seq));
    const requestSync = () => this.#sync.request(chatId);
    const feed = new ChatFeed({ ...this.#options, startSeq, lastSeq, requestSync });
    const restored = records.filter((record) => record.chatId === chatId);
    const followed = followChat({ ...this.#options, info, feed, restored });
    this.#followed.set(chatId, followed);
    this.#sync.add(chatId, feed);
    return followed;
  }

  /** On a live connection only: a connection to come syncs every chat. */
  #catchUp({ chat, feed, outbox }: FollowedChat): void {
    if (!this.#isInStep) return;
    if (feed.hasGap) this.#sync.request(chat.chatId);
    else outbox.resume();
  }

  /** Chats with messages that an earlier run left unsent. */
  async #resumeOutbox(): Promise<void> {
    const records = await this.#outboxRecords().catch(() => []);
    const chatIds = new Set(records.map((record) => record.chatId));
    await Promise.allSettled([...chatIds].map((chatId) => this.open(chatId)));
  }

  /** Read once, before anything is sent. */
  #outboxRecords(): Promise<readonly OutboxRecord[]> {
    this.#restored ??= this.#options.storage.load().catch((error: unknown) => {
      this.#restored = undefined;
      throw error;
    });
    return this.#restored;
  }
}

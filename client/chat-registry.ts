import { type Chat, followChat, type FollowedChat } from './chat';
import { ChatFeed } from './chat-feed';
import { type ListedChat, loadChatList } from './chat-list';
import { type ChatOutboxOptions } from './chat-outbox';
import { type Chats, type ChatUpdate, type NewGroup } from './chats';
import { type CursorMarks } from './cursor-marks';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { isDeparture } from './membership';
import { OutboxRecovery } from './outbox-recovery';
import { type OutboxRecord } from './outbox-storage';
import { SyncQueue } from './sync-queue';
import { type ChatInfo } from './wire/chat-info';
import { type Entry } from './wire/entry';
import { type ServerEvent } from './wire/server-event';

export type ChatRegistryOptions = Omit<ChatOutboxOptions, 'chatId' | 'feed'> & { marks: CursorMarks };

/** The chats that the client follows, and what it hears of the others. */
export class ChatRegistry implements Chats {
  readonly #options: ChatRegistryOptions;
  readonly #followed = new Map<string, FollowedChat>();
  readonly #appeared = new Listeners<Chat>();
  readonly #updates: Listeners<ChatUpdate>;
  /** Entries of chats that are not followed yet. */
  readonly #early = new Map<string, Entry[]>();
  readonly #opening = new Map<string, Promise<Chat>>();
  readonly #sync: SyncQueue;
  readonly #recovery: OutboxRecovery;
  readonly #detach: (() => void) | undefined;
  #isInStep = false;

  constructor(options: ChatRegistryOptions) {
    this.#options = options;
    this.#updates = options.marks.updates;
    const onSynced = (chatId: string) => this.#followed.get(chatId)?.outbox.resume();
    this.#sync = new SyncQueue({ ...options, onSynced });
    this.#recovery = new OutboxRecovery({
      ...options,
      outboxOf: async (chatId) => {
        if (!this.#followed.has(chatId)) await this.open(chatId);
        return this.#followed.get(chatId)?.outbox;
      },
    });
    this.#detach = options.storage.attach?.(() => {
      if (this.#isInStep) void this.#recovery.resume();
    });
  }

  get all(): readonly Chat[] {
    return [...this.#followed.values()].map(({ chat }) => chat);
  }

  get(chatId: string): Chat | undefined {
    return this.#followed.get(chatId)?.chat;
  }

  async list(): Promise<ListedChat[]> {
    const listed = await loadChatList(this.#options.call);
    const unlisted = new Map(this.#followed);
    for (const chat of listed) {
      this.#options.marks.learn({ chatId: chat.chatId, ...chat.cursors });
      this.#compare(chat);
      unlisted.delete(chat.chatId);
    }
    for (const { feed } of unlisted.values()) feed.check();
    return listed;
  }

  async createGroup({ title, members }: NewGroup): Promise<Chat> {
    const { call, createId } = this.#options;
    const group = { type: 'GROUP' as const, title, members: [...members], clientMessageId: createId() };
    const { chat } = await call('createChat', group);
    return this.#adopt(chat, await this.#recovery.records(), 'opened');
  }

  async createDirect(userId: string): Promise<Chat> {
    const { chat } = await this.#options.call('createChat', { type: 'DIRECT', with: userId });
    const adopted = this.#adopt(chat, await this.#recovery.records(), 'opened');
    this.#followed.get(chat.chatId)?.receipts.knowsPeer(userId);
    return adopted;
  }

  open(chatId: string): Promise<Chat> {
    const known = this.#followed.get(chatId);
    if (known && !known.feed.isLeft) return Promise.resolve(known.chat);
    return this.#opening.get(chatId) ?? this.#fetch(chatId, 'opened');
  }

  onChat(listener: Listener<Chat>): Unsubscribe {
    return this.#appeared.add(listener);
  }

  onUpdate(listener: Listener<ChatUpdate>): Unsubscribe {
    return this.#updates.add(listener);
  }

  connected(): void {
    this.#isInStep = true;
    const byActivity = [...this.#followed.values()].sort(
      (one, other) => other.lastActiveAt - one.lastActiveAt,
    );
    this.#sync.connected(byActivity.map(({ chat }) => chat.chatId));
    void this.#recovery.resume();
  }

  disconnected(): void {
    this.#isInStep = false;
    this.#sync.disconnected();
    for (const { outbox } of this.#followed.values()) outbox.pause();
  }

  close(): void {
    this.#detach?.();
    for (const { outbox } of this.#followed.values()) outbox.close();
  }

  receive(event: ServerEvent): void {
    if (event.type === 'presence') return;
    if (event.type === 'typing') return this.#followed.get(event.chatId)?.typing.receive(event);
    if (event.type === 'receipt') {
      if (event.userId === this.#options.userId()) this.#options.marks.learn(event);
      this.#followed.get(event.chatId)?.receipts.receive(event);
      return;
    }
    const chatId = event.type === 'message' ? event.chatId : event.chat.chatId;
    const entry = event.type === 'message' ? event.message : event.change;
    const followed = this.#followed.get(chatId);
    if (followed) this.#apply(followed, entry, event);
    else this.#hearOf(chatId, entry, event);
  }

  #apply({ chat, feed, told }: FollowedChat, entry: Entry, event: ServerEvent): void {
    if (event.type === 'chat') {
      const isAnew = event.chat.createdAt !== chat.info.createdAt;
      told(event.chat);
      // The server had lost the chat, and it was made again under its old id.
      if (isAnew) feed.rejoin(entry.seq);
    }
    feed.ingest([entry]);
  }

  /** What the list says of a chat that is followed. */
  #compare({ chatId, info, cursors }: ListedChat): void {
    const followed = this.#followed.get(chatId);
    if (!followed) return;
    followed.told(info);
    // Added again while nobody could tell: not so if the list is from before they left.
    if (cursors.joinedSeq >= followed.feed.nextSeq) followed.feed.rejoin(cursors.joinedSeq);
    followed.feed.catchUp();
  }

  #hearOf(chatId: string, entry: Entry, event: ServerEvent): void {
    const early = this.#early.get(chatId);
    const isUnderWay = early !== undefined || this.#opening.has(chatId);
    // The end of a chat that nobody looked at.
    if (!isUnderWay && isDeparture(entry, this.#options.userId())) return this.#tellLeft(chatId);
    this.#early.set(chatId, [...(early ?? []), entry]);
    const appearing =
      event.type === 'chat'
        ? this.#recovery.records().then((records) => this.#adopt(event.chat, records, 'told'))
        : isUnderWay || this.#fetch(chatId, 'appeared');
    // Refused: not the user's any more. Told again, it is asked for again.
    if (appearing !== true) appearing.catch(() => this.#early.delete(chatId));
  }

  #fetch(chatId: string, how: 'opened' | 'appeared'): Promise<Chat> {
    const opening = this.#options
      .call('getChat', { chatId })
      .then(async ({ chat }) => this.#adopt(chat, await this.#recovery.records(), how))
      .finally(() => this.#opening.delete(chatId));
    this.#opening.set(chatId, opening);
    return opening;
  }

  #tellLeft(chatId: string): void {
    this.#updates.emit({ chatId, isLeft: true });
  }

  #adopt(info: ChatInfo, records: readonly OutboxRecord[], how: 'opened' | 'appeared' | 'told'): Chat {
    const { chatId } = info;
    const known = this.#followed.get(chatId);
    if (known) return this.#followAgain(known, info);
    const early = this.#early.get(chatId) ?? [];
    this.#early.delete(chatId);
    const followed = this.#follow(info, records, how === 'opened' ? [] : early);
    if (how !== 'opened') this.#appeared.emit(followed.chat);
    followed.feed.ingest(early);
    this.#catchUp(followed, how === 'told');
    return followed.chat;
  }

  /** One that was left and is open again goes on as a chat opened now does. */
  #followAgain(known: FollowedChat, info: ChatInfo): Chat {
    known.told(info);
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
    feed.inOrder.add((entry) => this.#updates.emit({ chatId, entry }));
    feed.lefts.add(() => this.#tellLeft(chatId));
    this.#sync.add(chatId, feed);
    this.#updates.emit({ chatId });
    return followed;
  }

  /** On a live connection only: a connection to come syncs all. isDoubtful: told late, the user may be out again. */
  #catchUp({ chat, feed, outbox }: FollowedChat, isDoubtful: boolean): void {
    if (!this.#isInStep) return;
    if (feed.hasGap || isDoubtful) this.#sync.request(chat.chatId);
    else outbox.resume();
  }
}

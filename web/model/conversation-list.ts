import { type Chat, type ChatInfo, type Entry, type ListedChat, type ParleyClient } from '../../client';
import { Conversation } from './conversation';
import { peerOf } from './names';
import { Store } from './store';

/** A line of the list of conversations. */
export interface Summary {
  readonly chatId: string;
  readonly info: ChatInfo;
  /** The newest entry; text may be cut. */
  readonly last?: Entry | undefined;
  readonly unread: number;
  readonly readSeq: number;
  readonly isLeft: boolean;
  /** ISO 8601; the user's phones keep still about it until then. */
  readonly mutedUntil?: string | undefined;
}

export interface ListState {
  readonly summaries: readonly Summary[];
  /** The list has come once. */
  readonly isLoaded: boolean;
  /** The last attempt to load it has failed. */
  readonly hasFailed: boolean;
}

const activityOf = ({ last, info }: Summary): number => Date.parse(last?.sentAt ?? info.createdAt);

/** All conversations of the user, the one with the latest activity first, kept up to date by what comes. */
export class ConversationList {
  readonly state = new Store<ListState>({ summaries: [], isLoaded: false, hasFailed: false });
  readonly #conversations = new Map<string, Conversation>();

  constructor(private readonly client: ParleyClient) {
    client.chats.onChat((chat) => this.adopt(chat));
    client.chats.onUpdate(({ chatId, readSeq, isLeft }) => {
      if (readSeq !== undefined) this.#hasRead(chatId, readSeq);
      if (isLeft) this.#hasLeft(chatId);
    });
    client.onStateChange(({ status }) => {
      if (status === 'connected') this.load();
    });
  }

  /** Also done at each connection. */
  load(): void {
    this.#load().catch(() => this.state.change({ hasFailed: true }));
  }

  /** @throws ParleyError `not_found` and others */
  async open(chatId: string): Promise<Conversation> {
    return this.adopt(await this.client.chats.open(chatId));
  }

  get(chatId: string): Conversation | undefined {
    return this.#conversations.get(chatId);
  }

  adopt(chat: Chat): Conversation {
    const known = this.#conversations.get(chat.chatId);
    if (known) return known;
    const conversation = new Conversation(chat, (entry) => this.#follow(chat, entry));
    this.#conversations.set(chat.chatId, conversation);
    conversation.state.subscribe(() => this.#takeInfo(conversation));
    this.#put(this.#summaryOf(chat), { isLeft: false });
    // A direct chat is called by its other member.
    if (chat.info.type === 'DIRECT' && peerOf(chat.info, this.client.userId) === undefined)
      conversation.refresh().catch(() => undefined);
    return conversation;
  }

  /** The user has seen everything up to this entry. */
  markRead(chatId: string, seq: number): void {
    const summary = this.#find(chatId);
    if (!summary || summary.readSeq >= seq) return;
    this.#hasRead(chatId, seq);
    this.client.chats
      .get(chatId)
      ?.receipts.markRead(seq)
      .catch(() => undefined);
  }

  /**
   * Until then the user's phones keep still about the chat; without a time, no longer.
   * @throws ParleyError `not_found` and others
   */
  async mute(chatId: string, until?: Date): Promise<void> {
    const { chat } = await this.open(chatId);
    await chat.mute(until);
    this.#put(this.#summaryOf(chat), { mutedUntil: until?.toISOString() });
  }

  async #load(): Promise<void> {
    const listed = await this.client.chats.list();
    const ids = new Set(listed.map(({ chatId }) => chatId));
    // What is not listed may have come meanwhile if it is followed. What is not was left while nobody could tell.
    const others = this.state
      .get()
      .summaries.filter(({ chatId, isLeft }) => !ids.has(chatId) && !isLeft && this.get(chatId));
    this.#show([...listed.map((one) => this.#merge(one)), ...others]);
    this.state.change({ isLoaded: true, hasFailed: false });
  }

  /** What is known by now may be newer than the list. */
  #merge({ chatId, info, lastMessage, unread, cursors }: ListedChat): Summary {
    const known = this.#find(chatId);
    const isNewer = (known?.last?.seq ?? 0) > (lastMessage?.seq ?? 0);
    const readSeq = Math.max(known?.readSeq ?? 0, cursors.readSeq);
    const isRead = readSeq >= (lastMessage?.seq ?? 0);
    const own = { chatId, info, readSeq, isLeft: false, mutedUntil: cursors.mutedUntil };
    if (known && isNewer) return { ...known, ...own };
    return { ...own, last: lastMessage, unread: isRead ? 0 : unread };
  }

  #takeInfo({ chat, state }: Conversation): void {
    const summary = this.#find(chat.chatId);
    const { info } = state.get();
    if (summary && summary.info !== info) this.#put(summary, { info });
  }

  #follow(chat: Chat, entry: Entry): void {
    const summary = this.#summaryOf(chat);
    // The list that is loaded at a connection may be ahead of what is caught up on; a chat that was made anew counts anew.
    const { last } = summary;
    const isNews = !last || entry.seq > last.seq || entry.sentAt > last.sentAt;
    const isOwn = entry.senderId === this.client.userId && entry.contentType !== 'EVENT';
    const counts = isNews && this.#isUnread(entry, summary.readSeq);
    const unread = isNews && isOwn ? 0 : summary.unread + (counts ? 1 : 0);
    this.#put(summary, { info: chat.info, last: isNews ? entry : last, unread, isLeft: false });
  }

  #hasRead(chatId: string, seq: number): void {
    const summary = this.#find(chatId);
    if (!summary || summary.readSeq >= seq) return;
    this.#put(summary, { readSeq: seq, unread: Math.min(summary.unread, this.#unreadAbove(summary, seq)) });
  }

  /** At most so many: all entries above are counted, unless they are there to look at. */
  #unreadAbove({ chatId, last }: Summary, seq: number): number {
    const entries = this.get(chatId)?.state.get().entries ?? [];
    const first = entries[0]?.seq ?? Infinity;
    if (first > seq + 1) return Math.max(0, (last?.seq ?? 0) - seq);
    return entries.filter((entry) => this.#isUnread(entry, seq)).length;
  }

  /** One that is open stays to be read; another one would not be here any more when it is opened. */
  #hasLeft(chatId: string): void {
    const summary = this.#find(chatId);
    if (!summary) return;
    if (this.get(chatId)) this.#put(summary, { isLeft: true, unread: 0 });
    else this.#show(this.#without(chatId));
  }

  #isUnread({ seq, senderId, contentType }: Entry, readSeq: number): boolean {
    return seq > readSeq && senderId !== this.client.userId && contentType !== 'EVENT';
  }

  #summaryOf({ chatId, info }: Chat): Summary {
    return this.#find(chatId) ?? { chatId, info, unread: 0, readSeq: 0, isLeft: false };
  }

  #find(chatId: string): Summary | undefined {
    return this.state.get().summaries.find((summary) => summary.chatId === chatId);
  }

  #put(summary: Summary, part: Partial<Summary>): void {
    this.#show([...this.#without(summary.chatId), { ...summary, ...part }]);
  }

  #without(chatId: string): Summary[] {
    return this.state.get().summaries.filter((summary) => summary.chatId !== chatId);
  }

  #show(summaries: readonly Summary[]): void {
    const byActivity = summaries.toSorted((one, other) => activityOf(other) - activityOf(one));
    this.state.change({ summaries: byActivity });
  }
}

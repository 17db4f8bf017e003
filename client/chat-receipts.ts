import { type Call } from './caller';
import { ChatCursors, lowest } from './chat-cursors';
import { type ChatFeed } from './chat-feed';
import { type CursorMarks } from './cursor-marks';
import { type Listener, Listeners, type Unsubscribe } from './listeners';
import { loadPages } from './load-pages';
import { notInChatError, type ParleyError, refusedError } from './parley-error';
import { type ChatInfo } from './wire/chat-info';
import { type Entry, type Status } from './wire/entry';
import { type MemberReceipt, type Reached, type Receipt } from './wire/receipts';

/** Who has got and read what. That this device has got entries the client tells the server by itself. */
export interface Receipts {
  /**
   * The user has seen everything up to the entry `seq`. By default: the newest that came by `onMessage` or `history`, and
   * without any nothing happens. Told within about a second, together with other chats, and again after a lost
   * connection; resolves when the server has it, at once if it has it already. Own messages are marked with what is before them.
   * @throws ParleyError `bad_request`: there is no such entry; `not_found`: the user is not in the chat; `closed`
   */
  markRead(seq?: number): Promise<void>;
  /**
   * A member has got further, the user themselves on another device included. Live in direct chats; in groups of up to 32
   * the senders of what was read are told, and of what was delivered nobody. After a reconnect, and by `history`, of direct
   * chats only.
   */
  onReceipt(listener: Listener<Receipt>): Unsubscribe;
  /**
   * How far every other member is, with a request per 100 members.
   * @throws ParleyError `not_found`, `closed`, or what five tries failed with
   */
  list(): Promise<MemberReceipt[]>;
  /**
   * What has become of an entry. Of an own one: what the server said with it, raised by what it told since of all others
   * together: by any receipt in a direct chat; in a group by a page of history, by `list`, and by single receipts only
   * while `chat.info.members` is there and each of them has been told of. Of others' entries: what the server said with it.
   */
  statusOf(entry: Entry): Status;
}

export interface ChatReceiptsOptions {
  chatId: string;
  feed: ChatFeed;
  call: Call;
  marks: CursorMarks;
  userId: () => string | undefined;
  info: () => ChatInfo;
}

export class ChatReceipts implements Receipts {
  readonly #options: ChatReceiptsOptions;
  readonly #cursors: ChatCursors;
  readonly #receipts = new Listeners<Receipt>();
  /** The newest entry that came, and the newest of somebody else. */
  #newestSeq = 0;
  #newestOfOthersSeq = 0;
  /** The other one of a direct chat, once they are known. */
  #peerId: string | undefined;

  constructor(options: ChatReceiptsOptions) {
    const { feed, userId, info } = options;
    this.#options = options;
    this.#cursors = new ChatCursors(userId, info);
    feed.inOrder.add((entry) => this.#take(entry));
    feed.floors.add((floor) => this.#raiseFloor(floor));
    feed.lefts.add(() => this.#forget());
  }

  async markRead(seq = this.#newestSeq): Promise<void> {
    const { chatId, feed, marks } = this.#options;
    if (feed.isLeft) throw notInChatError();
    if (seq === 0 && this.#newestSeq === 0) return;
    // It would have the server refuse what is told of other chats together with it.
    if (!(Number.isSafeInteger(seq) && seq >= 0)) throw notASeqError(seq);
    // Above the newest of others there are own ones alone.
    const isAll = seq >= this.#newestOfOthersSeq && seq < this.#newestSeq;
    await marks.markRead({ chatId, seq: isAll ? this.#newestSeq : seq });
  }

  onReceipt(listener: Listener<Receipt>): Unsubscribe {
    return this.#receipts.add(listener);
  }

  async list(): Promise<MemberReceipt[]> {
    const { call, chatId } = this.#options;
    const pages = await loadPages((from) => call('getReceipts', { chatId, ...from }));
    const listed = pages.flatMap(({ members }) => members);
    for (const receipt of listed) this.#cursors.raise(receipt);
    if (listed.length > 0) this.#cursors.raiseFloor(lowest(listed));
    return listed;
  }

  statusOf(entry: Entry): Status {
    return this.#cursors.statusOf(entry);
  }

  /** The server tells of one member. */
  receive({ userId, deliveredSeq, readSeq }: Receipt): void {
    const receipt = { userId, deliveredSeq, readSeq };
    if (this.#cursors.raise(receipt)) this.#receipts.emit(receipt);
  }

  /** A page of history has come. */
  gotHistory(entries: readonly Entry[], floor: Reached | undefined): void {
    for (const entry of entries) this.#note(entry);
    const newest = entries.filter(({ senderId }) => senderId !== this.#options.userId()).at(-1);
    if (newest && !this.#options.feed.isLeft) this.#gotDelivered(newest);
    if (floor) this.#raiseFloor(floor);
  }

  /** Who the other one of a direct chat is. */
  knowsPeer(userId: string): void {
    this.#peerId ??= userId;
  }

  #take(entry: Entry): void {
    const { chatId, marks, userId } = this.#options;
    const isOwn = entry.senderId === userId();
    const hasReadOthers = this.#newestOfOthersSeq <= marks.readReachOf(chatId);
    this.#note(entry);
    if (!isOwn) this.#gotDelivered(entry);
    // Not past what others wrote and the user may not have seen: that would tell them what is not true.
    else if (hasReadOthers) marks.gotRead({ chatId, seq: entry.seq });
  }

  #note({ seq, senderId }: Entry): void {
    this.#newestSeq = Math.max(this.#newestSeq, seq);
    if (senderId === this.#options.userId()) return;
    this.#newestOfOthersSeq = Math.max(this.#newestOfOthersSeq, seq);
    this.#peerId ??= senderId;
  }

  #gotDelivered({ seq }: Entry): void {
    const { chatId, marks } = this.#options;
    marks.gotDelivered({ chatId, seq });
  }

  /** In a direct chat that is a receipt of the other one. */
  #raiseFloor(floor: Reached): void {
    const peerId = this.#peer();
    if (peerId === undefined) this.#cursors.raiseFloor(floor);
    else this.receive({ userId: peerId, ...floor });
  }

  #peer(): string | undefined {
    const { type, members, createdBy } = this.#options.info();
    if (type !== 'DIRECT') return undefined;
    const me = this.#options.userId();
    const member = members?.find(({ userId }) => userId !== me)?.userId;
    return member ?? this.#peerId ?? (createdBy === me ? undefined : createdBy);
  }

  #forget(): void {
    this.#newestSeq = 0;
    this.#newestOfOthersSeq = 0;
    this.#options.marks.drop(this.#options.chatId);
  }
}

function notASeqError(seq: number): ParleyError {
  const message = `unable to mark the chat; ${seq} is no seq`;
  return refusedError('bad_request', message);
}

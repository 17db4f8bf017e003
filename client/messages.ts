import { clientLimits } from '../protocol/client-limits';
import { type Call } from './caller';
import { type ChatFeed } from './chat-feed';
import { type ChatOutbox } from './chat-outbox';
import { type ChatReceipts } from './chat-receipts';
import { asContent } from './draft';
import { type Listener, type Unsubscribe } from './listeners';
import { type Content } from './outbox-storage';
import { type Acknowledgement, type OutgoingUpdate } from './outgoing-message';
import { type Entry } from './wire/entry';

/** Some entries of a chat, without a gap. */
export interface HistoryPage {
  /** Oldest first. May hold fewer than asked for: the server cuts a page at 100 KB. */
  readonly entries: readonly Entry[];
  /** Pass it as `before` to get the page before this one; absent at the beginning of the chat. */
  readonly before?: number;
}

/** Which page of the history. */
export interface HistoryOptions {
  /** Entries below this seq. Default: those that `onMessage` does not deliver, so that the two together have no overlap. */
  before?: number;
  /** 1 to 100; default 50. */
  limit?: number;
}

/** The messages of one chat. */
export interface Messages {
  /**
   * Sends text (1 byte to 16 KB of UTF-8), or a picture or film. Resolves when the server has it for good; until then it
   * is in the outbox and is tried again, over any number of connections, after the sends before it.
   * @throws ParleyError `bad_request`, `too_large` at once; the server's refusal; `outbox_failed`; `closed`
   */
  send(message: string | Content): Promise<Acknowledgement>;
  /**
   * How own messages fare: `sending` when `send` is called, then `sent` or `failed`; what is refused at once is only told
   * as `failed`. `sent` may be told before `onMessage` delivers the entry, while others before it are missing. One that an
   * earlier run left, and that has failed before the first listener came, is told to it.
   */
  onOutgoing(listener: Listener<OutgoingUpdate>): Unsubscribe;
  /** Own messages that are not settled, in the order in which they will be sent. */
  readonly outgoing: readonly OutgoingUpdate[];
  /**
   * Entries from `startSeq` on, in seq order, each exactly once; own ones too, and entries that are no messages
   * (`contentType` `EVENT`, or `UNKNOWN` for kinds to come). What comes before the first listener is held for it.
   */
  onMessage(listener: Listener<Entry>): Unsubscribe;
  /** Where live delivery began: one above the newest entry when the chat was opened. */
  readonly startSeq: number;
  /**
   * A page of what was before. Waits for a connection.
   * @throws ParleyError `not_found`, `closed`, or what five tries failed with
   */
  history(options?: HistoryOptions): Promise<HistoryPage>;
}

export interface MessagesOptions {
  chatId: string;
  feed: ChatFeed;
  outbox: ChatOutbox;
  receipts: ChatReceipts;
  call: Call;
}

export function makeMessages({ chatId, feed, outbox, receipts, call }: MessagesOptions): Messages {
  return {
    send: (message) => outbox.send(asContent(message)),
    onOutgoing: (listener) => outbox.onUpdate(listener),
    get outgoing() {
      return outbox.pending;
    },
    onMessage: (listener) => feed.onMessage(listener),
    startSeq: feed.startSeq,
    history: async ({ before = feed.startSeq, limit = clientLimits.defaultPageSize } = {}) => {
      const page = await call('getMessages', { chatId, before, limit });
      const entries = page.messages.toSorted((one, other) => one.seq - other.seq);
      receipts.gotHistory(entries, page.receipts);
      const oldest = entries[0];
      return page.nextCursor !== undefined && oldest ? { entries, before: oldest.seq } : { entries };
    },
  };
}

import { type Chat, type ChatInfo, type Content, type Entry, type OutgoingUpdate } from '../../client';
import { Store } from './store';

export interface ConversationState {
  readonly info: ChatInfo;
  /** In seq order. */
  readonly entries: readonly Entry[];
  /** Own messages whose entry has not come, failed ones among them. */
  readonly outgoing: readonly OutgoingUpdate[];
  /** There is something before the first entry, as far as is known. */
  readonly hasOlder: boolean;
  readonly loading: 'idle' | 'loading' | 'failed';
  readonly isLeft: boolean;
  /** Who types now, without the user. */
  readonly typists: readonly string[];
  /** Rises when ticks may have changed. */
  readonly receipts: number;
}

const pageSize = 80;

/** One chat on the screen: its entries from the newest back to where the user scrolled, and what is on its way. */
export class Conversation {
  readonly state: Store<ConversationState>;
  /** What is written and not sent. */
  draft = '';
  #before: number | undefined;
  /** What is below has come, is in the history, or cannot be had. */
  #nextSeq: number;

  constructor(
    readonly chat: Chat,
    private readonly onEntry: (entry: Entry) => void,
  ) {
    const { info, messages } = chat;
    this.#before = messages.startSeq;
    this.#nextSeq = messages.startSeq;
    const flags = { hasOlder: messages.startSeq > 1, loading: 'idle', isLeft: false } as const;
    const lists = { entries: [], outgoing: messages.outgoing, typists: [] };
    this.state = new Store<ConversationState>({ info, ...lists, ...flags, receipts: 0 });
    messages.onMessage((entry) => this.#append(entry));
    messages.onOutgoing((update) => this.#update(update));
    chat.typing.onChange((typists) => this.state.change({ typists }));
    chat.receipts.onReceipt(() => this.touchReceipts());
    chat.onReset(({ fromSeq }) => this.#reset(fromSeq));
    chat.onLeft(() => this.state.change({ isLeft: true, info: chat.info, typists: [] }));
  }

  /** Fetches the page before what is there; the first one when there is nothing. */
  async loadOlder(): Promise<void> {
    const { hasOlder, loading } = this.state.get();
    if (!hasOlder || loading === 'loading' || this.#before === undefined) return;
    this.state.change({ loading: 'loading' });
    try {
      const page = await this.chat.messages.history({ before: this.#before, limit: pageSize });
      this.#before = page.before;
      const entries = [...page.entries, ...this.state.get().entries];
      this.state.change({ entries, hasOlder: page.before !== undefined, loading: 'idle' });
      this.touchReceipts();
    } catch {
      this.state.change({ loading: 'failed' });
    }
  }

  /** A failure is shown in its place in the conversation. */
  send(content: string | Content): void {
    this.chat.messages.send(content).catch(() => undefined);
    this.chat.typing.stop();
  }

  retry(update: OutgoingUpdate): void {
    this.discard(update);
    const { contentType, content } = update;
    this.send(contentType === 'TEXT' ? content : { contentType, content });
  }

  discard({ clientMessageId }: OutgoingUpdate): void {
    const { outgoing } = this.state.get();
    this.state.change({ outgoing: outgoing.filter((other) => other.clientMessageId !== clientMessageId) });
  }

  touchReceipts(): void {
    this.state.change({ receipts: this.state.get().receipts + 1 });
  }

  /** The chat with its members, as it is now. */
  async refresh(): Promise<void> {
    await this.chat.load();
    this.state.change({ info: this.chat.info });
  }

  #append(entry: Entry): void {
    const { entries, outgoing } = this.state.get();
    const isOther = (update: OutgoingUpdate) => update.clientMessageId !== entry.clientMessageId;
    const { info } = this.chat;
    this.#nextSeq = entry.seq + 1;
    this.state.change({
      entries: [...entries, entry],
      outgoing: this.#waiting(outgoing.filter(isOther)),
      info,
      isLeft: false,
    });
    if (entry.contentType === 'EVENT' && !info.members) this.refresh().catch(() => undefined);
    this.onEntry(entry);
  }

  #update(update: OutgoingUpdate): void {
    const { outgoing } = this.state.get();
    const isSame = (other: OutgoingUpdate) => other.clientMessageId === update.clientMessageId;
    const replaced = outgoing.map((other) => (isSame(other) ? update : other));
    this.state.change({
      outgoing: this.#waiting(outgoing.some(isSame) ? replaced : [...outgoing, update]),
    });
  }

  /** Without those whose entry has come. */
  #waiting(outgoing: readonly OutgoingUpdate[]): OutgoingUpdate[] {
    return outgoing.filter((own) => own.state !== 'sent' || own.acknowledgement.seq >= this.#nextSeq);
  }

  /** What is between cannot be had; and when the server lost entries, what it lost is shown no longer. */
  #reset(fromSeq: number): void {
    this.#nextSeq = fromSeq;
    const entries = this.state.get().entries.filter(({ seq }) => seq < fromSeq);
    const outgoing = this.#waiting(this.state.get().outgoing);
    this.state.change({ entries, outgoing, info: this.chat.info });
  }
}

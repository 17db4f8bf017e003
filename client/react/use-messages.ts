import { type Chat, type Entry, type OutgoingUpdate } from '..';
import { oneFor, Store, useStore } from './store';

/** What `useMessages` gives. */
export interface MessagesView {
  /** Oldest first, without a gap, from the oldest page that was loaded; `status` as the receipts say now. */
  readonly entries: readonly Entry[];
  /**
   * Own messages, in the order in which they were sent: until they are among the entries, `sent` ones too, or, if they
   * failed, until they are sent again or dismissed.
   */
  readonly outgoing: readonly OutgoingUpdate[];
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  /** What the last page failed with; `loadOlder` tries again. */
  readonly error: unknown;
  /** Loads the page before. Nothing happens while one is being loaded, or at the beginning of the chat. */
  readonly loadOlder: () => void;
  /** Sends one that failed as a new message. If its `error.outcome` was `unknown`, the chat may have it twice then. */
  readonly retry: (failed: OutgoingUpdate) => void;
  /** Shows one that failed no longer. */
  readonly dismiss: (failed: OutgoingUpdate) => void;
}

/** The messages of a chat. They are kept for the life of the chat, so that a component that comes back has them at once. */
export function useMessages(chat: Chat): MessagesView {
  return useStore(storeOf(chat));
}

const storeOf = oneFor((chat: Chat): Store<MessagesView> => {
  const feed = new MessageView(chat);
  return feed.store;
});

class MessageView {
  readonly store: Store<MessagesView>;
  readonly #chat: Chat;
  #before: number | undefined;
  /** What is below has come, is in the history, or cannot be had. */
  #nextSeq: number;

  constructor(chat: Chat) {
    this.#chat = chat;
    const { outgoing, startSeq } = chat.messages;
    this.#nextSeq = startSeq;
    const empty = { entries: [], hasOlder: true, isLoading: false, error: undefined };
    this.store = new Store<MessagesView>({
      ...empty,
      outgoing,
      loadOlder: () => this.#load(),
      retry: (failed) => this.#retry(failed),
      dismiss: (failed) => this.#dismiss(failed),
    });
    chat.messages.onMessage((entry) => {
      this.#nextSeq = entry.seq + 1;
      this.#add([entry], this.#waiting(this.#without(entry)));
    });
    chat.messages.onOutgoing((update) => this.#tell(update));
    chat.receipts.onReceipt(() => this.#add([]));
    chat.onReset(({ fromSeq }) => this.#goBackTo(fromSeq));
    this.#load();
  }

  #load(): void {
    const { hasOlder, isLoading } = this.store.get();
    if (!hasOlder || isLoading) return;
    this.store.change({ isLoading: true });
    const before = this.#before === undefined ? {} : { before: this.#before };
    this.#chat.messages.history(before).then(
      (page) => {
        this.#before = page.before;
        const state = { hasOlder: page.before !== undefined, isLoading: false, error: undefined };
        this.#add(page.entries, state);
      },
      (error: unknown) => this.store.change({ isLoading: false, error }),
    );
  }

  #add(entries: readonly Entry[], state: Partial<MessagesView> = {}): void {
    const bySeq = new Map([...this.store.get().entries, ...entries].map((entry) => [entry.seq, entry]));
    const all = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
    this.store.change({ ...state, entries: all.map((entry) => this.#withStatus(entry)) });
  }

  /** The same object as long as nothing has changed, so that a row that is memoised stays. */
  #withStatus(entry: Entry): Entry {
    const status = this.#chat.receipts.statusOf(entry);
    return status === entry.status ? entry : { ...entry, status };
  }

  #tell(update: OutgoingUpdate): void {
    const { outgoing } = this.store.get();
    const isSame = ({ clientMessageId }: OutgoingUpdate) => clientMessageId === update.clientMessageId;
    const others = outgoing.map((other) => (isSame(other) ? update : other));
    this.store.change(this.#waiting(outgoing.some(isSame) ? others : [...outgoing, update]));
  }

  /** Without those whose entry has come. */
  #waiting(outgoing: readonly OutgoingUpdate[] = this.store.get().outgoing): Pick<MessagesView, 'outgoing'> {
    const isWaiting = (own: OutgoingUpdate) =>
      own.state !== 'sent' || own.acknowledgement.seq >= this.#nextSeq;
    return { outgoing: outgoing.filter(isWaiting) };
  }

  #retry(failed: OutgoingUpdate): void {
    this.#dismiss(failed);
    const { contentType, content } = failed;
    // How it fares `onOutgoing` tells.
    this.#chat.messages
      .send(contentType === 'TEXT' ? content : { contentType, content })
      .catch(() => undefined);
  }

  #dismiss(failed: OutgoingUpdate): void {
    this.store.change({ outgoing: this.#without(failed) });
  }

  #without({ clientMessageId }: { clientMessageId: string }): OutgoingUpdate[] {
    return this.store.get().outgoing.filter((own) => own.clientMessageId !== clientMessageId);
  }

  /** Perhaps the server had lost entries, and their numbers come again. */
  #goBackTo(fromSeq: number): void {
    this.#nextSeq = fromSeq;
    const entries = this.store.get().entries.filter(({ seq }) => seq < fromSeq);
    this.store.change({ ...this.#waiting(), entries });
  }
}

import { type Chat, type Entry, type OutgoingUpdate } from '..';
import { oneFor, Store, useStore } from './store';

/** What `useMessages` gives. */
export interface MessagesView {
  /** Oldest first, without a gap, from the oldest page that was loaded; `status` as the receipts say now. */
  readonly entries: readonly Entry[];
  /** Own messages that are on their way, in order, and those that failed since the page was opened. */
  readonly outgoing: readonly OutgoingUpdate[];
  readonly hasOlder: boolean;
  readonly isLoading: boolean;
  /** What the last page failed with; `loadOlder` tries again. */
  readonly error: unknown;
  /** Loads the page before. Nothing happens while one is being loaded, or at the beginning of the chat. */
  readonly loadOlder: () => void;
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
  #failed: OutgoingUpdate[] = [];

  constructor(chat: Chat) {
    this.#chat = chat;
    const loadOlder = () => this.#load();
    const { outgoing } = chat.messages;
    const empty = { entries: [], hasOlder: true, isLoading: false, error: undefined };
    this.store = new Store<MessagesView>({ ...empty, outgoing, loadOlder });
    chat.messages.onMessage((entry) => this.#add([entry]));
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
    if (update.state === 'failed') this.#failed.push(update);
    this.store.change({ outgoing: [...this.#failed, ...this.#chat.messages.outgoing] });
  }

  /** The server had lost entries, and their numbers come again. */
  #goBackTo(fromSeq: number): void {
    this.store.change({ entries: this.store.get().entries.filter(({ seq }) => seq < fromSeq) });
  }
}

import { type ChatUpdate, type ListedChat, type ParleyClient } from '..';
import { byActivity } from '../chat-list';
import { type Entry } from '../wire/entry';
import { oneFor, Store, useStore } from './store';

/** What `useChats` gives. */
export interface ChatsView {
  /** The latest activity first; undefined until they are loaded for the first time. */
  readonly chats: readonly ListedChat[] | undefined;
  /** What the last load failed with. */
  readonly error: unknown;
  /** Loads them anew. */
  readonly reload: () => void;
}

/**
 * The chats of the user, with what comes, what the user reads and the chats that they come into or leave, here or on
 * another device. Loaded at each connection, and when one comes up that is not among them: the server reads every chat of
 * the user for it. Only a load tells of `mutedUntil` and of what others have got: call `reload` after `mute`.
 */
export function useChats(client: ParleyClient): ChatsView {
  return useStore(storeOf(client));
}

const storeOf = oneFor((client: ParleyClient) => new ChatListView(client).store);

class ChatListView {
  readonly store: Store<ChatsView>;
  readonly #client: ParleyClient;
  /** While they are loaded: what the list that comes may not have yet. */
  #since: ChatUpdate[] | undefined;

  constructor(client: ParleyClient) {
    this.#client = client;
    const reload = () => this.#load();
    this.store = new Store<ChatsView>({ chats: undefined, error: undefined, reload });
    client.onStateChange(({ reason }) => {
      if (reason === 'hello_answered') reload();
    });
    client.chats.onUpdate((update) => {
      if (this.#since) this.#since.push(update);
      else this.#apply(update);
    });
    if (client.state.status === 'connected') reload();
  }

  #load(): void {
    const since: ChatUpdate[] = (this.#since = []);
    const take = (part: Partial<ChatsView>) => {
      // Another load has been asked for since.
      if (this.#since !== since) return;
      this.#since = undefined;
      this.store.change(part);
      for (const update of since) this.#apply(update);
    };
    this.#client.chats.list().then(
      (chats) => take({ chats, error: undefined }),
      (error: unknown) => take({ error }),
    );
  }

  #apply(update: ChatUpdate): void {
    const { chats } = this.store.get();
    if (this.#since) return void this.#since.push(update);
    if (!chats) return;
    const known = chats.find(({ chatId }) => chatId === update.chatId);
    if (update.isLeft) this.#show(chats, known, []);
    else if (known) this.#show(chats, known, [this.#changed(known, update)]);
    else if (update.readSeq === undefined) this.#load();
  }

  #show(chats: readonly ListedChat[], known: ListedChat | undefined, now: ListedChat[]): void {
    if (known === now[0]) return;
    this.store.change({ chats: chats.flatMap((chat) => (chat === known ? now : [chat])).sort(byActivity) });
  }

  #changed(known: ListedChat, update: ChatUpdate): ListedChat {
    const { entry, readSeq } = update;
    if (entry) return this.#withEntry(known, entry);
    return readSeq === undefined ? known : withRead(known, readSeq);
  }

  #withEntry(known: ListedChat, entry: Entry): ListedChat {
    const { isCut: _, lastMessage, ...rest } = known;
    // One that the list had. Where the server has lost entries, their numbers come again, later.
    if (lastMessage && entry.seq <= lastMessage.seq && entry.sentAt <= lastMessage.sentAt) return known;
    const isMessage = entry.contentType !== 'EVENT';
    const isOwn = entry.senderId === this.#client.userId;
    const counts = isMessage && entry.seq > known.cursors.readSeq;
    const unread = isOwn && isMessage ? 0 : known.unread + (counts ? 1 : 0);
    // The members of a direct chat are known by the list.
    const info = { ...known.info, ...this.#client.chats.get(known.chatId)?.info };
    return { ...rest, info, lastMessage: entry, unread };
  }
}

function withRead(known: ListedChat, readSeq: number): ListedChat {
  const { cursors, lastMessage } = known;
  if (readSeq <= cursors.readSeq) return known;
  const unread = Math.min(known.unread, Math.max(0, (lastMessage?.seq ?? 0) - readSeq));
  return { ...known, unread, cursors: { ...cursors, readSeq } };
}

import { type Chat } from './chat';
import { type ListedChat } from './chat-list';
import { type Listener, type Unsubscribe } from './listeners';
import { type Entry } from './wire/entry';

/** A group to be made. */
export interface NewGroup {
  /** 1 to 256 bytes in one line. */
  readonly title: string;
  /** The others: 1 to 200, each once. Whoever creates the group is in it, as its OWNER. */
  readonly members: readonly string[];
}

/** What has happened to a chat of the user. Without anything else: it is followed from now on. */
export interface ChatUpdate {
  readonly chatId: string;
  /** Its next entry, of a chat that is followed, before `onMessage` has it. */
  readonly entry?: Entry;
  /**
   * The user has read up to here: on another device or in another tab, or on this one, once the server has it; or so says
   * the `list` that is about to resolve.
   */
  readonly readSeq?: number;
  /** The user is not in it any more. */
  readonly isLeft?: true;
}

/** The chats of the user. The client follows those it opened, created or heard of, and syncs them at each reconnect. */
export interface Chats {
  /**
   * All chats of the user, the one with the latest activity first; `open` follows one of them. Loads them anew each time,
   * 50 with one request, which is dear for the server: call it once connected if a list is shown, and after each
   * reconnect, where it is what tells of chats that the user got meanwhile. The client never calls it by itself.
   * @throws ParleyError `closed`, or what five tries failed with
   */
  list(): Promise<ListedChat[]>;
  /**
   * A new group at each call. Waits for a connection.
   * @throws ParleyError `bad_request`, `closed`, or what five tries failed with
   */
  createGroup(group: NewGroup): Promise<Chat>;
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
  /**
   * Chats that the server told of while connected, by an entry of a chat that is not followed: a new one, or a quiet one
   * of the list. From now on it is followed; delivery starts at the entry that told.
   */
  onChat(listener: Listener<Chat>): Unsubscribe;
  /**
   * What keeps a list of chats as it is, of chats that are followed or not: see `ChatUpdate`. Nothing is held for the first
   * listener. What another device does while there is no connection, and muting, only `list` tells.
   */
  onUpdate(listener: Listener<ChatUpdate>): Unsubscribe;
}

import { type ListedChat, type ParleyClient } from '..';
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
 * The chats of the user. Loaded at each connection and when the client tells of a chat that it did not follow; call
 * `reload` for anything else. The server reads every chat of the user for it.
 */
export function useChats(client: ParleyClient): ChatsView {
  return useStore(storeOf(client));
}

const storeOf = oneFor((client: ParleyClient): Store<ChatsView> => {
  let asked = 0;
  const reload = () => {
    const mine = (asked += 1);
    client.chats.list().then(
      (chats) => mine === asked && store.change({ chats, error: undefined }),
      (error: unknown) => mine === asked && store.change({ error }),
    );
  };
  const store = new Store<ChatsView>({ chats: undefined, error: undefined, reload });
  client.onStateChange(({ reason }) => {
    if (reason === 'hello_answered') reload();
  });
  client.chats.onChat(reload);
  if (client.state.status === 'connected') reload();
  return store;
});

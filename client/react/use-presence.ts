import { useEffect, useMemo } from 'react';
import { type ParleyClient, type UserPresence } from '..';
import { Store, useStore } from './store';

/** How each user is, by their ids. */
export type PresenceView = ReadonlyMap<string, UserPresence>;

/** How some users are, by their ids: watched as long as the component is there. `chatId`: a group that they are in. */
export function usePresence(client: ParleyClient, userIds: readonly string[], chatId?: string): PresenceView {
  // A list that is made anew at each rendering is the same one as long as it names the same users.
  const names = [...new Set(userIds)].sort().join(' ');
  const watched = useMemo(
    () => watchOf(client, names.split(' ').filter(Boolean), chatId),
    [client, names, chatId],
  );
  useEffect(() => watched.start(), [watched]);
  return useStore(watched.store).users;
}

function watchOf(client: ParleyClient, userIds: readonly string[], chatId: string | undefined) {
  const store = new Store<{ users: PresenceView }>({ users: new Map() });
  const tell = (shown: UserPresence) =>
    store.change({ users: new Map(store.get().users).set(shown.userId, shown) });
  return { store, start: () => client.presence.watch(userIds, tell, chatId) };
}

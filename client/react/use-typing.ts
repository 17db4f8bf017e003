import { type Chat } from '..';
import { oneFor, Store, useStore } from './store';

/** What `useTyping` gives. */
export interface TypingView {
  /** The other users who are typing now. */
  readonly userIds: readonly string[];
  /** The user types: call it at every keystroke. */
  readonly start: () => void;
  /** The user has stopped. */
  readonly stop: () => void;
}

/** Who is typing in a chat. */
export function useTyping(chat: Chat): TypingView {
  return useStore(storeOf(chat));
}

const storeOf = oneFor(({ typing }: Chat): Store<TypingView> => {
  const { userIds } = typing;
  const store = new Store<TypingView>({ userIds, start: () => typing.start(), stop: () => typing.stop() });
  typing.onChange((now) => store.change({ userIds: now }));
  return store;
});

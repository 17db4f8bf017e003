import { useSyncExternalStore } from 'react';
import { type Session } from '../model/session';

const nobody: readonly string[] = [];
const never = () => () => undefined;

/** Who types in a chat that may not be followed yet. */
export function useTypists({ list }: Session, chatId: string): readonly string[] {
  const state = list.get(chatId)?.state;
  return useSyncExternalStore(state?.subscribe ?? never, () => state?.get().typists ?? nobody);
}

import { useEffect } from 'react';
import { type UserPresence } from '../../client';
import { type Conversation } from '../model/conversation';
import { type Session } from '../model/session';
import { useStore } from './use-store';

/** Where a user is, of those who are watched. */
export function usePresence({ presences }: Session, userId: string | undefined): UserPresence | undefined {
  const known = useStore(presences.state);
  return userId === undefined ? undefined : known.get(userId);
}

/** Has the members of a group watched while they are on the screen. */
export function useGroupPresence({ presences, me }: Session, { chat, state }: Conversation): void {
  const { members } = useStore(state).info;
  useEffect(() => {
    const others = (members ?? []).map(({ userId }) => userId).filter((userId) => userId !== me);
    return presences.watchGroup(chat.chatId, others);
  }, [presences, me, chat, members]);
}

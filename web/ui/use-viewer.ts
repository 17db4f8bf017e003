import { useEffect } from 'react';
import { type Conversation } from '../model/conversation';
import { type Viewer } from '../model/names';
import { type Session } from '../model/session';
import { useStore } from './use-store';

/** Who looks, and how they know the others. */
export function useViewer({ me, people }: Session): Viewer {
  return { me, profiles: useStore(people.state) };
}

/** What the user is called: as they chose, or as whoever vouches for them says. */
export function useOwnName({ me, people, identity }: Session): string {
  return useStore(people.state).get(me)?.displayName ?? (identity.name || me);
}

/** Asks how the members of the open group are called, also those who come later. */
export function useGroupNames({ people }: Session, { chat, state }: Conversation): void {
  const { info } = useStore(state);
  const { type, members } = info;
  useEffect(() => {
    if (type === 'GROUP' && members)
      people.wantInGroup(
        chat.chatId,
        members.map(({ userId }) => userId),
      );
  }, [people, chat, type, members]);
}

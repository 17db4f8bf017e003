import { useEffect, useState } from 'react';
import { type Conversation } from '../model/conversation';
import { type Session } from '../model/session';
import { useStore } from './use-store';

interface MarkReadOptions {
  readonly session: Session;
  readonly conversation: Conversation;
  readonly isAtEnd: boolean;
}

/** What stands at the end has been read once the user looks at it: in front of the page, and not scrolled away. */
export function useMarkRead({ session, conversation, isAtEnd }: MarkReadOptions): void {
  const { entries } = useStore(conversation.state);
  const isLooking = useIsLooking();
  const newestSeq = entries.at(-1)?.seq;
  useEffect(() => {
    if (isLooking && isAtEnd && newestSeq !== undefined)
      session.list.markRead(conversation.chat.chatId, newestSeq);
  }, [session, conversation, isLooking, isAtEnd, newestSeq]);
}

function useIsLooking(): boolean {
  const [isLooking, setLooking] = useState(() => document.hasFocus());
  useEffect(() => {
    const look = () => setLooking(document.visibilityState === 'visible' && document.hasFocus());
    const events = ['focus', 'blur'] as const;
    for (const name of events) addEventListener(name, look);
    document.addEventListener('visibilitychange', look);
    return () => {
      for (const name of events) removeEventListener(name, look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  return isLooking;
}

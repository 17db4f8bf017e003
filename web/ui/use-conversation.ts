import { useEffect, useState } from 'react';
import { type Conversation } from '../model/conversation';
import { type Session } from '../model/session';

interface OpenedConversation {
  readonly conversation: Conversation | undefined;
  /** Why it cannot be opened. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** A conversation, which is followed from when it is opened first. */
export function useConversation(session: Session, chatId: string): OpenedConversation {
  const [conversation, setConversation] = useState(() => session.list.get(chatId));
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let isCurrent = true;
    session.list.open(chatId).then(
      (opened) => {
        if (!isCurrent) return;
        setConversation(opened);
        if (!opened.state.get().info.members) opened.refresh().catch(() => undefined);
      },
      (reason: unknown) => isCurrent && setError(reason),
    );
    return () => void (isCurrent = false);
  }, [session, chatId, tries]);
  const retry = () => {
    setError(undefined);
    setTries(tries + 1);
  };
  return { conversation, error, retry };
}

import { useEffect, useState } from 'react';
import { type Conversation } from '../model/conversation';
import { type Session } from '../model/session';
import { Composer } from './composer';
import { ConversationHead } from './conversation-head';
import { Details } from './details';
import { MessageList } from './message-list';
import { Notice } from './notice';
import { openChat } from './use-route';
import { useStore } from './use-store';

/** The open conversation; it is followed from when it is opened first. */
export function ConversationPane({ session, chatId }: { session: Session; chatId: string }) {
  const [conversation, setConversation] = useState(() => session.list.get(chatId));
  const [isMissing, setMissing] = useState(false);
  useEffect(() => {
    let isCurrent = true;
    session.list.open(chatId).then(
      (opened) => {
        if (!isCurrent) return;
        setConversation(opened);
        if (!opened.state.get().info.members) opened.refresh().catch(() => undefined);
      },
      () => isCurrent && setMissing(true),
    );
    return () => void (isCurrent = false);
  }, [session, chatId]);
  if (conversation) return <OpenConversation session={session} conversation={conversation} />;
  if (!isMissing) return <div className="notice" aria-busy="true" />;
  return (
    <Notice title="This conversation is not here" text="It does not exist, or you are not in it any more.">
      <button className="button" onClick={() => openChat(undefined)}>
        Back to the list
      </button>
    </Notice>
  );
}

function OpenConversation({ session, conversation }: { session: Session; conversation: Conversation }) {
  const [hasDetails, setDetails] = useState(false);
  const { isLeft } = useStore(conversation.state);
  return (
    <div className="conversation">
      <section className="talk" aria-label="Conversation">
        <ConversationHead
          session={session}
          conversation={conversation}
          hasDetails={hasDetails}
          onDetails={() => setDetails(!hasDetails)}
        />
        <MessageList session={session} conversation={conversation} />
        {isLeft ? (
          <p className="ended">You are not in this group any more.</p>
        ) : (
          <Composer conversation={conversation} />
        )}
      </section>
      {hasDetails && (
        <Details session={session} conversation={conversation} onClose={() => setDetails(false)} />
      )}
    </div>
  );
}

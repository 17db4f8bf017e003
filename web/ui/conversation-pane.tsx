import { useState } from 'react';
import { type Conversation } from '../model/conversation';
import { type Session } from '../model/session';
import { Composer } from './composer';
import { ConversationComing, ConversationFailed } from './conversation-absent';
import { ConversationHead } from './conversation-head';
import { Details } from './details';
import { MessageList } from './message-list';
import { useConversation } from './use-conversation';
import { useStore } from './use-store';

/** The open conversation, or why there is none. */
export function ConversationPane({ session, chatId }: { session: Session; chatId: string }) {
  const { conversation, error, retry } = useConversation(session, chatId);
  if (conversation) return <OpenConversation session={session} conversation={conversation} />;
  if (error === undefined) return <ConversationComing session={session} chatId={chatId} />;
  return <ConversationFailed error={error} onRetry={retry} />;
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

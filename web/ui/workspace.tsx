import { useEffect, useState } from 'react';
import { type Session } from '../model/session';
import { ConnectionBanner } from './connection-banner';
import { ConversationPane } from './conversation-pane';
import { NewChatDialog } from './new-chat-dialog';
import { Sidebar } from './sidebar';
import { openChat, useOpenChat } from './use-route';
import { useStore } from './use-store';
import { Welcome } from './welcome';

/** Everything a signed-in user sees. */
export function Workspace({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const chatId = useOpenChat();
  const [isAsking, setAsking] = useState(false);
  useTitle(session);
  const ask = () => setAsking(true);
  return (
    <main className={`workspace ${chatId === undefined ? 'shows-list' : 'shows-chat'}`}>
      <ConnectionBanner session={session} text="What you write is sent once the connection is back." />
      <Sidebar session={session} openId={chatId} onNew={ask} onSignOut={onSignOut} />
      <div className="pane">
        {chatId === undefined ? (
          <Welcome session={session} onNew={ask} />
        ) : (
          <ConversationPane key={chatId} session={session} chatId={chatId} />
        )}
      </div>
      {isAsking && (
        <NewChatDialog
          session={session}
          onClose={() => setAsking(false)}
          onChat={(opened) => {
            setAsking(false);
            openChat(opened);
          }}
        />
      )}
    </main>
  );
}

function useTitle({ list }: Session): void {
  const { summaries } = useStore(list.state);
  const unread = summaries.reduce((sum, summary) => sum + summary.unread, 0);
  useEffect(() => {
    document.title = unread > 0 ? `(${unread}) Parley` : 'Parley';
  }, [unread]);
}

import { ParleyError } from '../../client';
import { chatName } from '../model/names';
import { type Session } from '../model/session';
import { Avatar } from './avatar';
import { BackButton } from './back-button';
import { Notice } from './notice';
import { reasonOf } from './reason-of';
import { openChat } from './use-route';
import { useStore } from './use-store';
import { useViewer } from './use-viewer';
import { WaitingText } from './waiting-text';

/** Where a conversation will be that is not open yet. */
export function ConversationComing({ session, chatId }: { session: Session; chatId: string }) {
  const { summaries } = useStore(session.list.state);
  const viewer = useViewer(session);
  const info = summaries.find((summary) => summary.chatId === chatId)?.info;
  const name = info && chatName(info, viewer);
  return (
    <section className="talk" aria-label="Conversation" aria-busy="true">
      <header className="talk-head">
        <BackButton />
        {name !== undefined && <Avatar name={name} isGroup={info?.type === 'GROUP'} />}
        <div className="talk-title">
          <h1 dir="auto">{name ?? 'Conversation'}</h1>
        </div>
      </header>
      <p className="waiting" role="status">
        <WaitingText session={session} />
      </p>
    </section>
  );
}

/** Why it will not be. */
export function ConversationFailed({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const back = (
    <button className="button button-quiet" onClick={() => openChat(undefined)}>
      Back to the list
    </button>
  );
  if (error instanceof ParleyError && error.code === 'not_found')
    return (
      <Notice title="This conversation is not here" text="It does not exist, or you are not in it any more.">
        <div className="notice-actions">{back}</div>
      </Notice>
    );
  return (
    <Notice title="This conversation did not open" text={reasonOf(error)}>
      <div className="notice-actions">
        <button className="button" onClick={onRetry}>
          Try again
        </button>
        {back}
      </div>
    </Notice>
  );
}

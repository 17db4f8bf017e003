import { type Session } from '../model/session';
import { Notice } from './notice';
import { useStore } from './use-store';

/** What stands where no conversation is open. */
export function Welcome({ session, onNew }: { session: Session; onNew: () => void }) {
  const { summaries, isLoaded } = useStore(session.list.state);
  const other = session.me === 'bob' ? 'alice' : 'bob';
  if (!isLoaded || summaries.length > 0) {
    return <Notice title="Pick up where you left off" text="Choose a conversation, or start a new one." />;
  }
  return (
    <Notice
      title={`Hello, ${session.me}`}
      text="Nobody has written yet. A conversation needs two: be the other one yourself in a second window."
    >
      <div className="notice-actions">
        <button className="button" onClick={onNew}>
          Start a conversation
        </button>
        <a className="button button-quiet" href={`./?as=${other}`} target="_blank" rel="noopener">
          Open a window as {other}
        </a>
      </div>
    </Notice>
  );
}

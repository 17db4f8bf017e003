import { useState } from 'react';
import { type Session } from '../model/session';
import { Notice } from './notice';
import { ProfileDialog } from './profile-dialog';
import { useStore } from './use-store';
import { useOwnName } from './use-viewer';

interface WelcomeProps {
  readonly session: Session;
  readonly onNew: () => void;
}

/** What stands where no conversation is open. */
export function Welcome({ session, onNew }: WelcomeProps) {
  const { summaries, isLoaded } = useStore(session.list.state);
  if (!isLoaded || summaries.length > 0) {
    return <Notice title="Pick up where you left off" text="Choose a conversation, or start a new one." />;
  }
  const First = session.identity.foundBy === 'id' ? FirstOnLaptop : FirstHere;
  return <First session={session} onNew={onNew} />;
}

/** Whoever tries Parley out is alone with it, and may be everybody. */
function FirstOnLaptop({ session, onNew }: WelcomeProps) {
  const other = session.me === 'bob' ? 'alice' : 'bob';
  return (
    <Notice
      title={`Hello, ${session.me}`}
      text="Nobody has written yet. A conversation needs two: be the other one yourself in a second window."
    >
      <div className="notice-actions">
        <StartButton onNew={onNew} />
        <a className="button button-quiet" href={`./?as=${other}`} target="_blank" rel="noopener">
          Open a window as {other}
        </a>
      </div>
    </Notice>
  );
}

function FirstHere({ session, onNew }: WelcomeProps) {
  const [isEditing, setEditing] = useState(false);
  return (
    <Notice
      title={`Hello, ${useOwnName(session)}`}
      text="Nobody has written yet. People find you by your handle, and you find them by theirs."
    >
      <div className="notice-actions">
        <StartButton onNew={onNew} />
        <button className="button button-quiet" onClick={() => setEditing(true)}>
          Choose your name and handle
        </button>
      </div>
      {isEditing && <ProfileDialog session={session} onClose={() => setEditing(false)} />}
    </Notice>
  );
}

function StartButton({ onNew }: Pick<WelcomeProps, 'onNew'>) {
  return (
    <button className="button" onClick={onNew}>
      Start a conversation
    </button>
  );
}

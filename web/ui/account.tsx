import { useState } from 'react';
import { type Session } from '../model/session';
import { Avatar } from './avatar';
import { Icon } from './icon';
import { ProfileDialog } from './profile-dialog';
import { chooseTheme, currentTheme } from './theme';
import { useOwnName } from './use-viewer';

/** Who the user is here, and what they may set for themselves. */
export function Account({ session, onSignOut }: { session: Session; onSignOut: () => void }) {
  const [theme, setTheme] = useState(currentTheme);
  const [isEditing, setEditing] = useState(false);
  const name = useOwnName(session);
  const other = theme === 'dark' ? 'light' : 'dark';
  const change = () => {
    chooseTheme(other);
    setTheme(other);
  };
  return (
    <footer className="account">
      <button className="account-name" title="Your profile" onClick={() => setEditing(true)}>
        <Avatar name={name} size="small" />
        <span dir="auto">{name}</span>
        <span className="hidden">, your profile</span>
      </button>
      <button
        className="icon-button"
        onClick={change}
        aria-label={`Use the ${other} theme`}
        title={`Use the ${other} theme`}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
      <button className="icon-button" onClick={onSignOut} aria-label="Sign out" title="Sign out">
        <Icon name="leave" />
      </button>
      {isEditing && <ProfileDialog session={session} onClose={() => setEditing(false)} />}
    </footer>
  );
}

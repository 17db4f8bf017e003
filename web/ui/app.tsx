import { useState } from 'react';
import { Session } from '../model/session';
import { developmentIdentity, restoredUser } from '../session/development-identity';
import { type WebConfig } from '../session/read-config';
import { SignIn } from './sign-in';
import { Workspace } from './workspace';

export function App({ config: { identity, socketUrl } }: { config: WebConfig }) {
  const start = (name: string) => new Session(developmentIdentity(name, identity.tokenUrl), socketUrl);
  const [session, setSession] = useState<Session | undefined>(() => {
    const name = restoredUser();
    return name === undefined ? undefined : start(name);
  });
  if (!session) return <SignIn onName={(name) => setSession(start(name))} />;
  const signOut = () => {
    session.end();
    location.hash = '';
    setSession(undefined);
  };
  return <Workspace session={session} onSignOut={signOut} />;
}

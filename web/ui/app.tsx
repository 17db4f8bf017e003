import { useState } from 'react';
import { Session } from '../model/session';
import { developmentIdentity, restoredUser } from '../session/development-identity';
import { type Identity } from '../session/identity';
import { type WebConfig } from '../session/read-config';
import { Notice } from './notice';
import { SignIn } from './sign-in';
import { Workspace } from './workspace';

export function App({ config }: { config: WebConfig }) {
  const { identity, socketUrl } = config;
  const start = (who: Identity) => new Session(who, socketUrl);
  const [session, setSession] = useState<Session | undefined>(() => {
    const name = identity.kind === 'development' ? restoredUser() : undefined;
    return name !== undefined && identity.kind === 'development'
      ? start(developmentIdentity(name, identity.tokenUrl))
      : undefined;
  });
  if (identity.kind !== 'development') {
    return (
      <Notice
        title="Signing in is not set up"
        text="This page knows the identity of the local runtime only."
      />
    );
  }
  if (!session)
    return <SignIn onName={(name) => setSession(start(developmentIdentity(name, identity.tokenUrl)))} />;
  const signOut = () => {
    session.end();
    location.hash = '';
    setSession(undefined);
  };
  return <Workspace session={session} onSignOut={signOut} />;
}

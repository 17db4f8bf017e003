import { useEffect, useState } from 'react';
import { Session } from '../model/session';
import { developmentIdentity } from '../session/development-identity';
import { type Identity } from '../session/identity';
import { type Door } from '../session/open-door';
import { type Arrival } from '../session/oidc-sign-in';
import { SignIn } from './sign-in';
import { SignInElsewhere } from './sign-in-elsewhere';
import { Workspace } from './workspace';

export function App({ socketUrl, door }: { socketUrl: string; door: Door }) {
  const [{ session, problem }, setState] = useState(() => stateOf(door.arrival, socketUrl));
  useEnd(session, () => setState({ problem: 'ended' }));
  const enter = (identity: Identity) => setState(stateOf({ identity }, socketUrl));
  if (session) {
    const signOut = () => {
      session.close();
      session.identity.signOut();
      location.hash = '';
      setState({});
    };
    return <Workspace session={session} onSignOut={signOut} />;
  }
  if (door.kind === 'oidc') return <SignInElsewhere signIn={door.signIn} problem={problem} />;
  return <SignIn onName={(name) => enter(developmentIdentity(name, door.tokenUrl))} />;
}

interface AppState {
  readonly session?: Session;
  readonly problem?: Arrival['problem'];
}

function stateOf({ identity, problem }: Arrival, socketUrl: string): AppState {
  return { ...(identity && { session: new Session(identity, socketUrl) }), ...(problem && { problem }) };
}

/** Nothing goes on without tokens. */
function useEnd(session: Session | undefined, onEnd: () => void): void {
  useEffect(() => {
    let isCurrent = true;
    const end = () => {
      if (!isCurrent) return;
      session?.close();
      onEnd();
    };
    void session?.identity.ended?.then(end);
    return () => {
      isCurrent = false;
    };
  }, [session]);
}

import { useState } from 'react';
import { type OidcSignIn } from '../session/oidc-sign-in';
import { problemOf, type SignInProblem } from '../session/sign-in-error';
import { Mark } from './icon';

const words: Readonly<Record<SignInProblem, string>> = {
  denied: 'You were not signed in: the sign-in was cancelled or refused.',
  unconfirmed: 'That sign-in did not begin in this tab, so it does not count. Sign in from here.',
  refused: 'The sign-in service gave an answer that does not fit. Try it again.',
  unreachable: 'The sign-in service does not answer. Try it again in a moment.',
  ended: 'Your sign-in has ended. Sign in again to go on.',
};

/** Where nobody is signed in, and the issuer has a page for that. */
export function SignInElsewhere({
  signIn,
  problem,
}: {
  signIn: OidcSignIn;
  problem?: SignInProblem | undefined;
}) {
  const [shown, setShown] = useState(problem);
  const [isLeaving, setLeaving] = useState(false);
  const leave = () => {
    setLeaving(true);
    setShown(undefined);
    signIn.begin().catch((error: unknown) => {
      setLeaving(false);
      setShown(problemOf(error));
    });
  };
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <Mark />
        <h1>Come in, talk.</h1>
        <p>You sign in on the page of your account, and come back here.</p>
        <p role="alert" className="problem">
          {shown && words[shown]}
        </p>
        <button className="button" autoFocus disabled={isLeaving} onClick={leave}>
          {isLeaving ? 'One moment…' : 'Sign in'}
        </button>
      </div>
    </main>
  );
}

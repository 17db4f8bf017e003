/**
 * Why nobody is signed in.
 *
 * - `denied`: the user, or the issuer, said no
 * - `unconfirmed`: somebody came back from a sign-in that did not begin in this tab
 * - `refused`: the issuer's answer was not what it should be
 * - `unreachable`: the issuer did not answer
 * - `ended`: it renews the token no more
 */
export type SignInProblem = 'denied' | 'unconfirmed' | 'refused' | 'unreachable' | 'ended';

export class SignInError extends Error {
  override readonly name = 'SignInError';

  constructor(
    readonly problem: SignInProblem,
    cause?: unknown,
  ) {
    super(`nobody is signed in: ${problem}`, { cause });
  }
}

/** What another error means for a sign-in: a network that fails throws a TypeError, a wait that is over a DOMException. */
export function problemOf(error: unknown): SignInProblem {
  if (error instanceof SignInError) return error.problem;
  return error instanceof TypeError || error instanceof DOMException ? 'unreachable' : 'refused';
}

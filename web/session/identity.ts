/** Where the tokens of the signed-in user come from. */
export interface Identity {
  /** What the user is called before the server has said it. */
  readonly name: string;
  /** What people write to find one another: the ids they sign in with, or handles, where an id says nothing to anybody. */
  readonly foundBy: 'id' | 'handle';
  /** Comes true when there will be no more tokens, though nobody has signed out. */
  readonly ended?: Promise<void>;
  /** A token that is valid now. */
  token(): Promise<string>;
  signOut(): void;
}

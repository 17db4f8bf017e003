/** Where the tokens of the signed-in user come from. */
export interface Identity {
  /** What the user is called before the server has said it. */
  readonly name: string;
  /** Comes true when there will be no more tokens, though nobody has signed out. */
  readonly ended?: Promise<void>;
  /** A token that is valid now. */
  token(): Promise<string>;
  signOut(): void;
}

/** Where the tokens of the signed-in user come from. */
export interface Identity {
  /** What the user is called before the server has said it. */
  readonly name: string;
  /** A token that is valid now. */
  token(): Promise<string>;
  signOut(): void;
}

import * as v from 'valibot';
import { type Identity } from './identity';
import { type Grant, type Issuer } from './issuer';
import { SignInError } from './sign-in-error';
import { Stored } from './stored';

/** What outlives a reload of the page: never the token itself. */
const kept = v.object({ refreshToken: v.string(), idToken: v.optional(v.string()), name: v.string() });

const storage = new Stored('parley.signed-in', kept);

/** A token that lives less long than this is renewed before it is handed out. */
const marginMs = 300_000;

/** A user whom an OpenID Connect issuer vouches for. */
export class OidcIdentity implements Identity {
  readonly name: string;
  readonly foundBy = 'handle';
  readonly ended: Promise<void>;
  readonly #issuer: Issuer;
  #end: () => void = () => undefined;
  #kept: v.InferOutput<typeof kept> | undefined;
  #idToken: string | undefined;
  #token: { readonly text: string; readonly freshUntil: number } | undefined;
  #renewal: Promise<string> | undefined;

  private constructor(issuer: Issuer, name: string) {
    this.#issuer = issuer;
    this.name = name;
    this.ended = new Promise((resolve) => (this.#end = resolve));
  }

  /** Who has just signed in. */
  static from(grant: Grant, issuer: Issuer): OidcIdentity {
    const identity = new OidcIdentity(issuer, grant.name ?? '');
    identity.#take(grant);
    return identity;
  }

  /** Who was signed in in this tab before it was loaded again; undefined if nobody was, or the issuer renews no tokens. */
  static restored(issuer: Issuer): OidcIdentity | undefined {
    const before = storage.get();
    if (!before) return undefined;
    const identity = new OidcIdentity(issuer, before.name);
    identity.#kept = before;
    identity.#idToken = before.idToken;
    return identity;
  }

  /** Callers at the same time share one renewal: many issuers take a refresh token once. */
  token(): Promise<string> {
    if (this.#token && Date.now() < this.#token.freshUntil) return Promise.resolve(this.#token.text);
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  /** Here at once; then at the issuer, as far as it answers. */
  signOut(): void {
    const refreshToken = this.#kept?.refreshToken;
    this.#forget();
    this.#issuer.farewell({ refreshToken, idToken: this.#idToken }).then(
      (address) => address !== undefined && location.assign(address),
      () => undefined,
    );
  }

  async #renew(): Promise<string> {
    try {
      if (!this.#kept) throw new SignInError('ended');
      return this.#take(await this.#issuer.renew(this.#kept.refreshToken));
    } catch (error) {
      if (error instanceof SignInError && error.problem === 'ended') {
        this.#forget();
        this.#end();
      }
      throw error;
    }
  }

  /** An issuer that does not renew the refresh token, or the ID token, leaves the former ones in force. */
  #take({
    token,
    lifetimeMs,
    refreshToken = this.#kept?.refreshToken,
    idToken = this.#idToken,
  }: Grant): string {
    this.#token = { text: token, freshUntil: Date.now() + lifetimeMs - Math.min(marginMs, lifetimeMs / 2) };
    this.#idToken = idToken;
    if (refreshToken === undefined) return token;
    this.#kept = { refreshToken, name: this.name, ...(idToken !== undefined && { idToken }) };
    storage.set(this.#kept);
    return token;
  }

  #forget(): void {
    storage.remove();
    this.#kept = undefined;
    this.#token = undefined;
  }
}

import * as v from 'valibot';
import { type Identity } from './identity';
import { Issuer, newAttempt } from './issuer';
import { OidcIdentity } from './oidc-identity';
import { type OidcSettings } from './read-config';
import { problemOf, SignInError, type SignInProblem } from './sign-in-error';
import { Stored } from './stored';

const attempt = v.object({ state: v.string(), nonce: v.string(), verifier: v.string(), hash: v.string() });

const storage = new Stored('parley.sign-in', attempt);

/** Where the issuer sends users back to: this page. */
const home = (): string => `${location.origin}/`;

/** Who is there when the page is loaded, or what went wrong with a sign-in that has just ended. */
export interface Arrival {
  readonly identity?: Identity;
  readonly problem?: SignInProblem;
}

/** Sign-in by an OpenID Connect issuer, on its own page. */
export class OidcSignIn {
  readonly #issuer: Issuer;

  constructor(settings: OidcSettings) {
    this.#issuer = new Issuer(settings, home());
  }

  /** Leaves the page. @throws SignInError, or another error if the issuer does not answer */
  async begin(): Promise<void> {
    const begun = newAttempt();
    const address = await this.#issuer.address(begun);
    storage.set({ ...begun, hash: location.hash });
    location.assign(address);
  }

  async arrive(): Promise<Arrival> {
    const answer = new URLSearchParams(location.search);
    if (!answer.has('code') && !answer.has('error')) return signedIn(OidcIdentity.restored(this.#issuer));
    try {
      return signedIn(await this.#complete(answer));
    } catch (error) {
      return { problem: problemOf(error) };
    }
  }

  /** The answer leaves the address bar and the attempt the storage before anything is done with them: each counts once. */
  async #complete(answer: URLSearchParams): Promise<Identity> {
    const begun = storage.take();
    history.replaceState(null, '', home() + (begun?.hash ?? ''));
    if (!begun) throw new SignInError('unconfirmed');
    return OidcIdentity.from(await this.#issuer.redeem(answer, begun), this.#issuer);
  }
}

function signedIn(identity: Identity | undefined): Arrival {
  return identity ? { identity } : {};
}

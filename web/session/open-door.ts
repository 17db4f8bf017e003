import { developmentIdentity, restoredUser } from './development-identity';
import { OidcSignIn, type Arrival } from './oidc-sign-in';
import { type WebConfig } from './read-config';

/** How one comes in here, and who has. */
export type Door =
  | { readonly kind: 'development'; readonly tokenUrl: string; readonly arrival: Arrival }
  | { readonly kind: 'oidc'; readonly signIn: OidcSignIn; readonly arrival: Arrival };

export async function openDoor({ identity }: WebConfig): Promise<Door> {
  if (identity.kind === 'development') {
    const { kind, tokenUrl } = identity;
    const name = restoredUser();
    const arrival = name === undefined ? {} : { identity: developmentIdentity(name, tokenUrl) };
    return { kind, tokenUrl, arrival };
  }
  const signIn = new OidcSignIn(identity);
  return { kind: 'oidc', signIn, arrival: await signIn.arrive() };
}

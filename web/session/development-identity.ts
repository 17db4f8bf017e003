import * as v from 'valibot';
import { userIdPattern } from '../model/find-people';
import { type Identity } from './identity';

const storageKey = 'parley.user';
/** How long the token may take: as long as the client waits for it. */
const tokenTimeoutMs = 10_000;

/** Who is signed in in this tab: every tab may be somebody else, so that one browser can hold a conversation. */
export function restoredUser(): string | undefined {
  const name = sessionStorage.getItem(storageKey) ?? '';
  return userIdPattern.test(name) ? name : undefined;
}

/** Signs in under any name, without a password: the local runtime alone gives such tokens. */
export function developmentIdentity(name: string, tokenUrl: string): Identity {
  sessionStorage.setItem(storageKey, name);
  return {
    name,
    foundBy: 'id',
    token: async () => {
      const body = JSON.stringify({ userId: name });
      const signal = AbortSignal.timeout(tokenTimeoutMs);
      const response = await fetch(tokenUrl, { method: 'POST', body, signal });
      if (!response.ok) throw new Error(`no token for this name (status ${response.status})`);
      return v.parse(v.object({ token: v.string() }), await response.json()).token;
    },
    signOut: () => sessionStorage.removeItem(storageKey),
  };
}

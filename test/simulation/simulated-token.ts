import { tokenSubprotocolPrefix } from '../../protocol';

/** A token that says nothing but when it ends: whole seconds, as in a JWT. */
export function tokenUntil(endMs: number): string {
  return `simulated.${btoa(JSON.stringify({ exp: Math.floor(endMs / 1000) }))}.`;
}

/** When a token ends that was offered as a subprotocol, in milliseconds since 1970. */
export function endOfToken(offered: string): number {
  const [, payload = ''] = offered.slice(tokenSubprotocolPrefix.length).split('.');
  return (JSON.parse(atob(payload)) as { exp: number }).exp * 1000;
}

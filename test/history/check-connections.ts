import type { Finding, Served } from './history';
import type { Story } from './story';

/** Posts that were under way when the token ended, or were found due just before. */
const postsWithinMs = 3_000;

/** A connection ends with its token, and not before: a client has another one by then. */
export function checkConnections({ history }: Story): Finding[] {
  const undisturbed = new Set(history.undisturbed);
  return history.events.flatMap((event): Finding[] => {
    if (event.kind === 'served') return outlived(event);
    if (event.kind !== 'disconnected' || event.at >= history.endedAt) return [];
    if (!undisturbed.has(event.deviceId)) return [];
    return [{ kind: 'interrupted', deviceId: event.deviceId, detail: 'its connection ended by itself' }];
  });
}

function outlived({ deviceId, what, askedAt, tokenEndsAt }: Served): Finding[] {
  const allowedUntil = tokenEndsAt + (what === 'post' ? postsWithinMs : 0);
  if (askedAt < allowedUntil) return [];
  const detail = `${what}, ${askedAt - tokenEndsAt} ms after its token had ended`;
  return [{ kind: 'token-outlived', deviceId, detail }];
}

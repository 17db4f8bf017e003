import type { RequestOf, ResponseOf, UserPresence } from '../../protocol';
import type { Caller } from './caller';
import { knownUsers, type KnownUsersPorts } from './known-users';
import type { Runtime } from './ports';
import { type KnownPresence, type PresenceStore, tryPresence } from './presence';

export interface GetPresencePorts extends KnownUsersPorts {
  presence: PresenceStore;
  runtime: Runtime;
}

type Wanted = Pick<RequestOf<'getPresence'>, 'userIds' | 'chatId'>;

/** Ten minutes: who looks longer watches again. */
const watchSeconds = 600;

/**
 * How much older an answer says that it is. A going is dated before it reaches the store, and every change by another
 * clock: one that the store had not got when it was read must not seem older than the answer.
 */
const undatedMs = 1_000;

/** Who of the users is online, as far as the caller may know. When the store does not answer, nobody knows of anyone. */
export async function getPresence(
  ports: GetPresencePorts,
  caller: Pick<Caller, 'userId'>,
  wanted: Wanted,
): Promise<ResponseOf<'getPresence'>> {
  const known = await knownUsers(ports, caller.userId, wanted);
  const now = ports.runtime.now();
  const found = await tryPresence(ports.runtime, async () =>
    known.length === 0 ? new Map<string, KnownPresence>() : await ports.presence.list(known, now),
  );
  return shown(wanted.userIds, found, now);
}

/**
 * The same, and has the caller's socket told of what changes for ten minutes. Doing it again starts them anew; a socket
 * that closes before is no longer told. Who may see whom is looked at here alone: a watch outlives the chat that it was
 * allowed for, by those ten minutes at most, because to end it every change of a group would have to ask Valkey.
 */
export async function watchPresence(
  ports: GetPresencePorts,
  { userId, connectionId }: Pick<Caller, 'userId' | 'connectionId'>,
  wanted: Wanted,
): Promise<ResponseOf<'watchPresence'>> {
  const known = await knownUsers(ports, userId, wanted);
  const now = ports.runtime.now();
  const span = { now, endsAt: now + watchSeconds * 1000 };
  const found = await tryPresence(ports.runtime, async () =>
    known.length === 0
      ? new Map<string, KnownPresence>()
      : await ports.presence.watch({ userId, connectionId }, known, span),
  );
  return { ...shown(wanted.userIds, found, now), validForSeconds: found === undefined ? 0 : watchSeconds };
}

/** Whom the caller may not see is answered like somebody who was never here. */
function shown(
  userIds: readonly string[],
  found: ReadonlyMap<string, KnownPresence> | undefined,
  now: number,
): ResponseOf<'getPresence'> {
  const presence = userIds.map((userId): UserPresence => {
    const known = found?.get(userId) ?? { status: 'unknown' };
    if (known.status !== 'offline') return { userId, ...known };
    return { userId, status: 'offline', lastSeen: new Date(known.lastSeen).toISOString() };
  });
  return { presence, at: new Date(now - undatedMs).toISOString() };
}

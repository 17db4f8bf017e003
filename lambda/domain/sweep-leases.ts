import type { ConnectionStore, FanOutQueue } from './ports';
import { type Lease, type PresencePorts, type SocketId, tryPresence } from './presence';
import { tellWatchers } from './tell-watchers';

export interface SweepPorts extends PresencePorts {
  connections: ConnectionStore;
  queue: FanOutQueue;
}

/** The next sweep starts a minute after this one: what is left then is its share. */
const endsAfterMs = 40_000;

type HasTime = () => boolean;

/**
 * Finds the sockets that have given no sign of life for the length of a lease, without having closed. Their users are
 * offline, and their watchers are told. The sockets themselves are closed by a later sweep, when they have been silent
 * for another lease: after an outage of the store, however short or long, all leases may have ended, and in that time
 * whoever lives makes a new one.
 */
export async function sweepLeases(ports: SweepPorts): Promise<void> {
  const startedAt = ports.runtime.now();
  const hasTime = () => ports.runtime.now() - startedAt < endsAfterMs;
  while (hasTime()) {
    const count = await tryPresence(ports.runtime, () => endLapsed(ports));
    if (count === undefined) return;
    // Only now: a lease that has ended once more is evidence that its socket was alive after the first time.
    if (count === 0) return closeSilent(ports, hasTime);
  }
}

/**
 * Tells the watchers of users who have no lease left, and strikes the leases off. Only then: who dies before does it
 * all again in a minute, and watchers hear it twice. Returns how many leases there were.
 */
async function endLapsed(ports: SweepPorts): Promise<number> {
  const now = ports.runtime.now();
  const leases = await ports.presence.listLapsed(now);
  if (leases.length === 0) return 0;
  await tellOfVanished(ports, leases, now);
  await ports.presence.strikeOff(leases, now + ports.leaseSeconds * 1000);
  return leases.length;
}

/** Who has another device that is alive, or has come back meanwhile, is not offline. */
async function tellOfVanished(ports: SweepPorts, leases: readonly Lease[], now: number): Promise<void> {
  const userIds = [...new Set(leases.map(({ userId }) => userId))];
  const known = await ports.presence.list(userIds, now);
  const vanished = userIds.flatMap((userId) => {
    const found = known.get(userId);
    if (found === undefined || found.status === 'online') return [];
    return [{ ...found, userId, status: 'offline' as const, at: now }];
  });
  if (vanished.length > 0) await tellWatchers(ports, vanished);
}

/** Who dies after the closing does it again: closing what is closed changes nothing. */
async function closeSilent(ports: SweepPorts, hasTime: HasTime): Promise<void> {
  while (hasTime()) {
    const silent = await tryPresence(ports.runtime, () => ports.presence.listSilent(ports.runtime.now()));
    if (silent === undefined || silent.length === 0) return;
    await closeSockets(
      ports,
      silent.filter(({ hasReturned }) => !hasReturned),
    );
    const isDone = await tryPresence(ports.runtime, async () => {
      await ports.presence.forgetSilent(silent);
      return true;
    });
    if (isDone === undefined) return;
  }
}

/**
 * One that lives all the same (its machine slept) hears of it, connects anew and syncs; removed without that, it would be
 * deaf. The record of one that is gone goes with it.
 */
async function closeSockets({ connections, queue }: SweepPorts, silent: readonly SocketId[]): Promise<void> {
  if (silent.length === 0) return;
  const isSilent = new Set(silent.map(({ connectionId }) => connectionId));
  const sockets = await connections.list(silent.map(({ userId }) => userId));
  const jobs = sockets
    .filter(({ connectionId }) => isSilent.has(connectionId))
    .map((socket) => ({ kind: 'close' as const, socket }));
  if (jobs.length > 0) await queue.put(jobs, 0);
}

import type { ConnectionStore, FanOutQueue } from './ports';
import { type Lease, type PresencePorts, tryPresence } from './presence';
import { tellWatchers } from './tell-watchers';

export interface SweepPorts extends Omit<PresencePorts, 'leaseSeconds'> {
  connections: ConnectionStore;
  queue: FanOutQueue;
}

/** The next sweep starts a minute after this one: what is left then is its share. */
const endsAfterMs = 40_000;

/**
 * Finds the sockets that have given no sign of life for the length of a lease, without having closed:
 * 1. Have them closed. One that lives all the same (its machine slept) hears of it, connects anew and syncs; removed
 *    without that, it would be deaf. The record of one that is gone goes with it.
 * 2. Tell the watchers of users who have no lease left.
 * 3. Strike the leases off. Only now: who dies before does it all again in a minute, and watchers hear it twice.
 */
export async function sweepLeases(ports: SweepPorts): Promise<void> {
  const startedAt = ports.runtime.now();
  while (ports.runtime.now() - startedAt < endsAfterMs) {
    const now = ports.runtime.now();
    const leases = await tryPresence(ports.runtime, () => ports.presence.listLapsed(now));
    if (leases === undefined || leases.length === 0) return;
    await closeSockets(ports, leases);
    const isDone = await tryPresence(ports.runtime, async () => {
      await tellOfVanished(ports, leases, now);
      await ports.presence.strikeOff(leases);
      return true;
    });
    if (isDone === undefined) return;
  }
}

async function closeSockets({ connections, queue }: SweepPorts, leases: readonly Lease[]): Promise<void> {
  const lapsed = new Set(leases.map(({ connectionId }) => connectionId));
  const sockets = await connections.list(leases.map(({ userId }) => userId));
  const jobs = sockets
    .filter(({ connectionId }) => lapsed.has(connectionId))
    .map((socket) => ({ kind: 'close' as const, socket }));
  if (jobs.length > 0) await queue.put(jobs, 0);
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

import type { EnvironmentOf } from '../contract/handlers';
import { SqsPresenceQueue } from '../delivery/presence-queue';
import { connectCache } from '../presence/connect-cache';
import { ValkeyPresenceStore } from '../presence/valkey-presence-store';
import { machine } from '../runtime/machine';

/**
 * What the functions need that say who is online. They are in the network of the cache, from which no socket can be reached.
 * queueWaitMs: how long they may wait for a queue of what watchers are to be told; without it as long as that is tried.
 */
export function presencePorts(environment: EnvironmentOf<'endLeases'>, queueWaitMs?: number) {
  return {
    presence: new ValkeyPresenceStore(connectCache(environment, machine)),
    changes: new SqsPresenceQueue(environment.PRESENCE_QUEUE_URL, machine, queueWaitMs),
    leaseSeconds: Number(environment.LEASE_SECONDS),
    runtime: machine,
  };
}

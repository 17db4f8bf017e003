import type { Caller } from '../../lambda/domain/caller';
import type { Socket } from '../../lambda/domain/ports';
import {
  MemoryCheckQueue,
  MemoryConnectionStore,
  MemoryPoster,
  MemoryPushQueue,
  MemoryQueue,
} from './memory-delivery';
import { MemoryLostSocketQueue, MemoryPresenceQueue, MemoryPresenceStore } from './memory-presence';
import { MemoryDeviceStore, MemoryPushSender } from './memory-devices';
import { ManualRuntime, MemoryChatStore, MemoryMessageLog } from './memory-stores';

/** All ports of the use cases, in memory. */
export function chatWorld() {
  const runtime = new ManualRuntime();
  return {
    runtime,
    log: new MemoryMessageLog(),
    chats: new MemoryChatStore(),
    connections: new MemoryConnectionStore(runtime),
    poster: new MemoryPoster(),
    queue: new MemoryQueue(),
    pushes: new MemoryPushQueue(),
    checks: new MemoryCheckQueue(),
    devices: new MemoryDeviceStore(),
    sender: new MemoryPushSender(),
    presence: new MemoryPresenceStore(),
    changes: new MemoryPresenceQueue(),
    lost: new MemoryLostSocketQueue(),
    leaseSeconds: 30,
    directory: 'contacts' as 'contacts' | 'open',
    hasPreviews: false,
    inlineFanOutLimit: 25,
    retentionDays: 1826,
  };
}

export type ChatWorld = ReturnType<typeof chatWorld>;

export function aCaller(world: Pick<ChatWorld, 'runtime'>, userId: string): Caller {
  return { userId, connectionId: `${userId}-1`, requestedAt: world.runtime.now() };
}

export function aSocket(fields: Partial<Socket> & Pick<Socket, 'userId' | 'connectionId'>): Socket {
  const connectedAt = Date.UTC(2025, 11, 31, 23);
  return {
    callbackUrl: 'https://example.com/dev',
    connectedAt,
    expiresAt: Date.UTC(2026, 0, 1, 2),
    ...fields,
  };
}

/** A clientMessageId of legal length. */
export function aMessageId(name: string): string {
  return `message-${name}`.padEnd(16, '-');
}

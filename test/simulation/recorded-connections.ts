import type { Socket } from '../../lambda/domain/ports';
import { MemoryConnectionStore } from '../support/memory-delivery';
import type { VirtualTime } from './virtual-time';

/** The sockets that are registered, with when each was for the last time: a late write may come after its `$disconnect`. */
export class RecordedConnections extends MemoryConnectionStore {
  readonly registeredAt = new Map<string, number>();

  constructor(private readonly time: Pick<VirtualTime, 'now'>) {
    super(time);
  }

  override put(socket: Socket): Promise<number> {
    this.registeredAt.set(socket.connectionId, this.time.now());
    return super.put(socket);
  }
}

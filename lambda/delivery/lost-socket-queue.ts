import type { Runtime } from '../domain/ports';
import type { LostSocketQueue, SocketId } from '../domain/presence';
import { briefMs, JobQueue } from './job-queue';

/**
 * The queue of sockets that were found closed: it leads to where Valkey can be reached. Whoever posts waits for it
 * briefly: a lease that it does not end ends by itself.
 */
export class SqsLostSocketQueue extends JobQueue<SocketId[]> implements LostSocketQueue {
  constructor(queueUrl: string, runtime: Pick<Runtime, 'sleep'>) {
    super(queueUrl, runtime, briefMs);
  }
}

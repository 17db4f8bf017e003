import type { LostSocketQueue, SocketId } from '../domain/presence';
import { JobQueue } from './job-queue';

/** The queue of sockets that were found closed: it leads to where Valkey can be reached. */
export class SqsLostSocketQueue extends JobQueue<SocketId[]> implements LostSocketQueue {}

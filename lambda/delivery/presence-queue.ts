import type { PresenceChange, PresenceQueue } from '../domain/presence';
import { JobQueue } from './job-queue';

/** The queue of what watchers are to be told: it leads to where sockets can be reached. */
export class SqsPresenceQueue extends JobQueue<PresenceChange> implements PresenceQueue {}

import type { FanOutJob, FanOutQueue } from '../domain/ports';
import { JobQueue } from './job-queue';

/** The queue of slices to deliver, posts to try again and sockets to close. */
export class SqsFanOutQueue extends JobQueue<FanOutJob> implements FanOutQueue {}

import type { PushJob, PushQueue, Runtime } from '../domain/ports';
import { JobQueue } from './job-queue';

/** The queue of messages that users without a live socket are due a push for. */
export class SqsPushQueue implements PushQueue {
  private readonly jobs: JobQueue<PushJob>;

  constructor(queueUrl: string, runtime: Pick<Runtime, 'sleep'>) {
    this.jobs = new JobQueue(queueUrl, runtime);
  }

  put(job: PushJob): Promise<void> {
    return this.jobs.put([job], 0);
  }
}

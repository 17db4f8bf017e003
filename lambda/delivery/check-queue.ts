import type { CheckQueue, DeliveryCheck, Runtime } from '../domain/ports';
import { JobQueue } from './job-queue';

/** The queue of entries to look after. How long each waits there is a setting of the queue itself. */
export class SqsCheckQueue implements CheckQueue {
  private readonly jobs: JobQueue<DeliveryCheck>;

  constructor(queueUrl: string, runtime: Pick<Runtime, 'sleep'>) {
    this.jobs = new JobQueue(queueUrl, runtime);
  }

  put(check: DeliveryCheck): Promise<void> {
    return this.jobs.put([check]);
  }
}

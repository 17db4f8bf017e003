import { type DispatchPorts, postToAll, retryDelaySeconds } from './dispatch-event';
import type { FanOutJob } from './ports';

/** Posts that one socket may fail before it is closed. */
const triesBeforeClose = 5;

/**
 * Carries out one job of the fan-out queue. Only the sockets that failed are queued again, with the number of tries in
 * the job, because a queue's own count restarts with each new message. A socket that fails five times is closed: its
 * client connects anew and syncs what it missed. Running a job twice posts twice; clients know a seq that they have.
 */
export async function runFanOutJob(ports: DispatchPorts, job: FanOutJob): Promise<void> {
  if (job.kind === 'close') return ports.poster.close(job.socket);
  const failed = await postToAll(ports, job.sockets, job.frame);
  if (failed.length === 0) return;
  const tries = job.tries + 1;
  if (tries >= triesBeforeClose) {
    await Promise.all(failed.map((socket) => ports.poster.close(socket)));
  } else {
    await ports.queue.put({ ...job, sockets: failed, tries }, retryDelaySeconds * 2 ** job.tries);
  }
}

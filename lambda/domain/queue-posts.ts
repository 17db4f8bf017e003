import type { FanOutJob, FanOutQueue } from './ports';
import { sliceItems } from './slice-items';

/** With the largest event they are about half of what one SQS message holds. */
const socketsPerJob = 100;

/** Queues posts that failed, later each time: after 1, 2, 4 and 8 s. Slow sockets and throttled gateways need it. */
export async function queuePosts(
  { queue }: { queue: FanOutQueue },
  { event, sockets, tries }: Omit<Extract<FanOutJob, { kind: 'post' }>, 'kind'>,
): Promise<void> {
  if (sockets.length === 0) return;
  const jobs = sliceItems(sockets, socketsPerJob).map((slice) => ({
    kind: 'post' as const,
    event,
    sockets: slice,
    tries,
  }));
  await queue.put(jobs, 2 ** (tries - 1));
}

import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, SQSClient } from '@aws-sdk/client-sqs';
import type { Runtime } from '../domain/ports';

/** One batch of SQS holds ten messages, and 262,144 bytes with everything; some are left for ids and delays. */
const jobsPerBatch = 10;
const bytesPerBatch = 256_000;

const attemptsPerJob = 4;
const firstPauseMs = 50;

/** For what a handshake, a ping or the sender of a message waits for, and can do without. */
export const briefMs = 500;

/** All queues of a function share the connections of one client. */
const client = new SQSClient({
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 2_000, throwOnRequestTimeout: true },
});

/** An SQS queue whose messages are jobs in JSON, written and read by our own functions. */
export class JobQueue<Job> {
  /** waitMs: jobs that are not handed over by then are given up. Without it an SQS that hangs is tried for 9 s. */
  constructor(
    private readonly queueUrl: string,
    private readonly runtime: Pick<Runtime, 'sleep'>,
    private readonly waitMs?: number,
  ) {}

  /**
   * Hands all jobs over; if it throws, some of them may have been. At most 900 seconds later; when the queue says
   * unless given.
   */
  async put(jobs: readonly Job[], delaySeconds?: number): Promise<void> {
    const batches = batchesOf(jobs.map(toBody));
    const send = (abortSignal?: AbortSignal) =>
      Promise.all(batches.map((bodies) => this.sendBatch(bodies, delaySeconds, abortSignal)));
    await (this.waitMs === undefined ? send() : within(this.waitMs, send));
  }

  /** SQS may take some messages of a batch and refuse others: only those are sent again. */
  private async sendBatch(
    bodies: readonly string[],
    delaySeconds: number | undefined,
    abortSignal: AbortSignal | undefined,
  ): Promise<void> {
    let entries = bodies.map((MessageBody, index): SendMessageBatchRequestEntry => ({
      Id: String(index),
      MessageBody,
      ...(delaySeconds === undefined ? {} : { DelaySeconds: delaySeconds }),
    }));
    for (let attempt = 1; ; attempt++) {
      const { Failed = [] } = await client.send(
        new SendMessageBatchCommand({ QueueUrl: this.queueUrl, Entries: entries }),
        { ...(abortSignal && { abortSignal }) },
      );
      if (Failed.length === 0) return;
      if (attempt === attemptsPerJob) {
        throw new Error(`unable to queue ${Failed.length} jobs; ${Failed[0]?.Code ?? 'no reason given'}`);
      }
      const failedIds = new Set(Failed.map((failure) => failure.Id));
      entries = entries.filter((entry) => failedIds.has(entry.Id));
      await this.runtime.sleep(firstPauseMs * 2 ** (attempt - 1));
    }
  }
}

/** The signal ends the request that is under way; between two requests nothing heeds it, and nothing waits for that. */
async function within(milliseconds: number, work: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const signal = AbortSignal.timeout(milliseconds);
  const timeout = new Promise<never>((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('unable to queue jobs; it took too long')));
  });
  await Promise.race([work(signal), timeout]);
}

/** SQS refuses or replaces U+FFFE and U+FFFF, which a text may hold and JSON leaves as they are: they are escaped. */
function toBody(job: unknown): string {
  return JSON.stringify(job).replace(
    /[\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16)}`,
  );
}

/** A body that is too large by itself makes a batch of its own, which SQS refuses. */
function batchesOf(bodies: readonly string[]): string[][] {
  const batches: string[][] = [];
  let batch: string[] = [];
  let bytes = 0;
  for (const body of bodies) {
    const size = Buffer.byteLength(body);
    if (batch.length === 0 || batch.length === jobsPerBatch || bytes + size > bytesPerBatch) {
      batch = [];
      bytes = 0;
      batches.push(batch);
    }
    batch.push(body);
    bytes += size;
  }
  return batches;
}

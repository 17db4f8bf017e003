import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log } from './log';
import { count, publishMetrics } from './metrics';

/**
 * Makes the handler of a queue. A job that throws is delivered again, alone, and goes to the dead-letter queue in the
 * end; powertools keeps its error to itself, so it is logged here, without the job.
 */
export function serveJobs<Job>(
  decode: (body: string) => Job,
  run: (job: Job) => Promise<void>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  const runRecord = async ({ messageId, body }: SQSRecord) => {
    try {
      await run(decode(body));
    } catch (error) {
      logFailure(messageId, error);
      throw error;
    }
  };
  return async (event, context) => {
    log.bind({});
    try {
      return await processPartialResponse(event, runRecord, processor, {
        context,
        throwOnFullBatchFailure: false,
      });
    } finally {
      publishMetrics();
    }
  };
}

/**
 * Makes the handler of a queue whose jobs are done together. `run` answers with the jobs that failed: they are delivered
 * again. If it throws, all of them are.
 */
export function serveBatch<Job extends object>(
  decode: (body: string) => Job,
  run: (jobs: readonly Job[]) => Promise<readonly Job[]>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  return async ({ Records }) => {
    log.bind({});
    const jobs = new Map<Job, string>();
    const failures: string[] = [];
    for (const { messageId, body } of Records) {
      try {
        jobs.set(decode(body), messageId);
      } catch (error) {
        logFailure(messageId, error);
        failures.push(messageId);
      }
    }
    for (const job of await runAll(run, [...jobs.keys()])) failures.push(jobs.get(job) ?? '');
    publishMetrics();
    return { batchItemFailures: failures.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}

async function runAll<Job>(
  run: (jobs: readonly Job[]) => Promise<readonly Job[]>,
  jobs: readonly Job[],
): Promise<readonly Job[]> {
  try {
    const failed = await run(jobs);
    count('JobFailures', failed.length);
    return failed;
  } catch (error) {
    count('JobFailures', jobs.length);
    log.error('a batch of jobs failed', { error });
    return jobs;
  }
}

function logFailure(messageId: string, error: unknown): void {
  count('JobFailures');
  log.error('a job failed', { messageId, error });
}

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
      count('JobFailures');
      log.error('a job failed', { messageId, error });
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

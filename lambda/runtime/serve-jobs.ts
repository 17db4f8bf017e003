import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { decodeJob } from './decode-job';
import type { FanOutJob } from '../domain/ports';

/** Makes the handler of a queue: one that throws is delivered again alone, and goes to the dead-letter queue in the end. */
export function serveJobs(
  run: (job: FanOutJob) => Promise<void>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  return (event, context) =>
    processPartialResponse(event, (record: { body: string }) => run(decodeJob(record.body)), processor, {
      context,
      throwOnFullBatchFailure: false,
    });
}

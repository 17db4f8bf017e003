import { randomUUID } from 'node:crypto';
import { type JsonObject } from '../json';
import { type GivenUp } from './stream-batch';

interface Origin {
  readonly functionArn: string;
  readonly streamArn: string;
  readonly shardId: string;
}

const timeOf = (ms: number | undefined): string => new Date(ms ?? 0).toISOString();

/** What a destination hears of a batch that was given up: where its records are in the stream, not the records. */
export const givenUpMessage = ({ records, ...given }: GivenUp, origin: Origin): JsonObject => ({
  requestContext: {
    requestId: randomUUID(),
    functionArn: origin.functionArn,
    condition: given.reason,
    approximateInvokeCount: given.invokeCount,
  },
  responseContext: {
    statusCode: 200,
    executedVersion: '$LATEST',
    ...(given.outcome?.isError && { functionError: 'Unhandled' }),
  },
  version: '1.0',
  timestamp: new Date().toISOString(),
  DDBStreamBatchInfo: {
    shardId: origin.shardId,
    startSequenceNumber: records[0]?.sequenceNumber,
    endSequenceNumber: records.at(-1)?.sequenceNumber,
    approximateArrivalOfFirstRecord: timeOf(records[0]?.arrivedAtMs),
    approximateArrivalOfLastRecord: timeOf(records.at(-1)?.arrivedAtMs),
    batchSize: records.length,
    streamArn: origin.streamArn,
  },
});

import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { type JsonObject } from '../json';
import { type TablePlan } from '../resources/plan';
import { type StreamRecord } from './stream-reader';

/** An item before and after a write. */
export interface Change {
  readonly keys: JsonObject;
  readonly before: JsonObject | undefined;
  readonly after: JsonObject | undefined;
}

const FIRST_SEQUENCE_NUMBER = 100_000_000_000_000_000_000n;

const eventName = ({ before, after }: Change): string =>
  before === undefined ? 'INSERT' : after === undefined ? 'REMOVE' : 'MODIFY';

const imagesOf = (change: Change, view: string): JsonObject => {
  const { before, after } = change;
  const hasNew = view === 'NEW_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  const hasOld = view === 'OLD_IMAGE' || view === 'NEW_AND_OLD_IMAGES';
  return {
    ...(hasNew && after !== undefined && { NewImage: after }),
    ...(hasOld && before !== undefined && { OldImage: before }),
  };
};

/** A write that leaves an item as it was makes no record. */
export const isChange = ({ before, after }: Change): boolean => !isDeepStrictEqual(before, after);

/** A record as DynamoDB makes it; its size is only roughly that of the service. */
export const changeRecord = (table: TablePlan, change: Change, count: number): StreamRecord => {
  const { region, streamArn, streamViewType: view = 'KEYS_ONLY' } = table;
  const sequenceNumber = String(FIRST_SEQUENCE_NUMBER + BigInt(count));
  const arrivedAtMs = Date.now();
  const images = imagesOf(change, view);
  const dynamodb = {
    ApproximateCreationDateTime: Math.floor(arrivedAtMs / 1000),
    Keys: change.keys,
    ...images,
    SequenceNumber: sequenceNumber,
    SizeBytes: Buffer.byteLength(JSON.stringify([change.keys, images])),
    StreamViewType: view,
  };
  const event = {
    eventID: randomBytes(16).toString('hex'),
    eventName: eventName(change),
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: region,
    dynamodb,
    eventSourceARN: streamArn,
  };
  return { sequenceNumber, arrivedAtMs, event };
};

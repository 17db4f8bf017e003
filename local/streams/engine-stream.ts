import { type Agent } from 'node:http';
import { callService } from '../aws/call-service';
import { type ServiceAddress } from '../aws/service-address';
import { isObject, textOf, type JsonObject } from '../json';
import { LocalError } from '../local-error';
import { type TablePlan } from '../resources/plan';
import { type StreamReader, type StreamRecord } from './stream-reader';

export interface EngineStreamOptions {
  readonly address: ServiceAddress;
  readonly agent: Agent;
  readonly table: TablePlan;
  readonly startingPosition: 'LATEST' | 'TRIM_HORIZON';
  readonly signal: AbortSignal;
}

const POLL_MS = 100;
const MAX_RECORDS = 1000;

const objects = (value: unknown): JsonObject[] => (Array.isArray(value) ? value.filter(isObject) : []);

const recordOf = (event: JsonObject, { region, streamArn }: TablePlan): StreamRecord => {
  const dynamodb = isObject(event['dynamodb']) ? event['dynamodb'] : {};
  const seconds = Number(dynamodb['ApproximateCreationDateTime'] ?? Date.now() / 1000);
  return {
    sequenceNumber: textOf(dynamodb['SequenceNumber']) ?? '',
    arrivedAtMs: seconds * 1000,
    event: { ...event, awsRegion: region, eventSourceARN: streamArn },
  };
};

/** The stream of an engine that has the API of DynamoDB Streams, one shard after the other. */
export class EngineStream implements StreamReader {
  shardId = '';
  private streamArn = '';
  private iterator: string | undefined;

  constructor(private readonly options: EngineStreamOptions) {}

  /** Takes its position now: what is written from here on will be read. */
  async open(): Promise<void> {
    const { table, startingPosition } = this.options;
    const described = await this.call('DynamoDB', 'DescribeTable', { TableName: table.name });
    const arn = isObject(described['Table']) ? textOf(described['Table']['LatestStreamArn']) : undefined;
    if (arn === undefined) throw new LocalError(`${table.logicalId} has no stream on the DynamoDB engine.`);
    this.streamArn = arn;
    await this.openShard(startingPosition);
  }

  async read(count: number, waitMs: number): Promise<readonly StreamRecord[]> {
    const endsAt = Date.now() + waitMs;
    for (;;) {
      const records = await this.poll(count);
      const leftMs = endsAt - Date.now();
      if (records.length > 0 || leftMs <= 0 || this.options.signal.aborted) return records;
      await new Promise((resolve) => setTimeout(resolve, Math.min(POLL_MS, leftMs)));
    }
  }

  private async poll(count: number): Promise<StreamRecord[]> {
    if (this.iterator === undefined) await this.openShard('TRIM_HORIZON');
    if (this.iterator === undefined) return [];
    const answer = await this.call('DynamoDBStreams', 'GetRecords', {
      ShardIterator: this.iterator,
      Limit: Math.min(count, MAX_RECORDS),
    });
    this.iterator = textOf(answer['NextShardIterator']);
    return objects(answer['Records']).map((event) => recordOf(event, this.options.table));
  }

  /** The newest shard at first, later the one that follows the shard that has ended. */
  private async openShard(position: 'LATEST' | 'TRIM_HORIZON'): Promise<void> {
    const { StreamDescription: stream } = await this.call('DynamoDBStreams', 'DescribeStream', {
      StreamArn: this.streamArn,
    });
    const shards = objects(isObject(stream) ? stream['Shards'] : undefined).map(
      ({ ShardId }) => textOf(ShardId) ?? '',
    );
    const at =
      this.shardId === ''
        ? position === 'LATEST'
          ? shards.length - 1
          : 0
        : shards.indexOf(this.shardId) + 1;
    const shardId = shards[at];
    if (shardId === undefined) return;
    this.shardId = shardId;
    const { ShardIterator } = await this.call('DynamoDBStreams', 'GetShardIterator', {
      StreamArn: this.streamArn,
      ShardId: shardId,
      ShardIteratorType: position,
    });
    this.iterator = textOf(ShardIterator);
  }

  private call(service: string, operation: string, input: JsonObject): Promise<JsonObject> {
    const { address, agent, table, signal } = this.options;
    const target = `${service}_20120810.${operation}`;
    const { host, port } = address;
    return callService({ host, port, agent, region: table.region, target, input, signal });
  }
}

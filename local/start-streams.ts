import { callService } from './aws/call-service';
import { type QueueUrls } from './aws/queue-urls';
import { type FlowRecorder } from './flows/flow-recorder';
import { type Invoke } from './functions/function-host';
import { isObject } from './json';
import { LocalError } from './local-error';
import { type Log } from './log';
import { queueSender } from './queue-sender';
import { type Plan, type StreamMappingPlan, type TablePlan } from './resources/plan';
import { type Stores } from './start-stores';
import { type StopList } from './stop-list';
import { DerivedStreams } from './streams/derived-streams';
import { EngineStream } from './streams/engine-stream';
import { StreamEventSource } from './streams/stream-event-source';
import { type StreamReader } from './streams/stream-reader';

interface Setting {
  readonly stores: Stores;
  readonly queueUrls: QueueUrls;
  readonly flows: FlowRecorder;
  readonly invoke: Invoke;
  readonly log: Log;
  readonly stops: StopList;
}

const tableOf = (plan: Plan, mapping: StreamMappingPlan): TablePlan => {
  const table = plan.tables.find(({ streamArn }) => streamArn === mapping.streamArn);
  if (table?.streamViewType !== undefined) return table;
  throw new LocalError(
    `${mapping.logicalId} reads ${mapping.streamArn}, which is no stream of the assembly.`,
  );
};

/** With the version or alias that the mapping names. */
const functionArnOf = (plan: Plan, functionName: string): string => {
  const [wanted = '', qualifier] = functionName.split(':');
  const arn = plan.functions.find(({ name }) => name === wanted)?.arn ?? '';
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
};

const derivedStreams = (plan: Plan, { dynamodb, agent }: Stores): DerivedStreams =>
  new DerivedStreams(plan.tables, async ({ name, region }, Key) => {
    const input = { TableName: name, Key, ConsistentRead: true };
    const { host, port } = dynamodb;
    const target = 'DynamoDB_20120810.GetItem';
    const { Item } = await callService({ host, port, agent, region, target, input });
    return isObject(Item) ? Item : undefined;
  });

/** Starts one reader for each mapping of a stream. Where the engine has no streams they are derived from the writes. */
export const startStreams = async (plan: Plan, setting: Setting): Promise<DerivedStreams | undefined> => {
  const { stores, invoke, log, stops } = setting;
  const { hasStreams } = stores.dynamodb;
  const derived = hasStreams ? undefined : derivedStreams(plan, stores);
  const deliver = queueSender(plan, setting);
  const readerFor = async (mapping: StreamMappingPlan, signal: AbortSignal): Promise<StreamReader> => {
    const table = tableOf(plan, mapping);
    if (derived) return derived.reader(table);
    const { startingPosition } = mapping;
    const { dynamodb: address, agent } = stores;
    const stream = new EngineStream({ address, agent, table, startingPosition, signal });
    await stream.open();
    return stream;
  };
  for (const mapping of plan.streamMappings) {
    const abort = new AbortController();
    const reader = await readerFor(mapping, abort.signal);
    const functionArn = functionArnOf(plan, mapping.functionName);
    const source = new StreamEventSource({ mapping, functionArn, reader, invoke, deliver, abort, log });
    source.start();
    stops.add(() => source.stop());
  }
  return derived;
};

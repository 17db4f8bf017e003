import { isObject, parseObject, textOf, type JsonObject } from '../json';

/** One call of an AWS service, as it is metered. */
export interface AwsCall {
  /** The function that called, or undefined when the key is none of theirs. */
  readonly functionName: string | undefined;
  readonly service: 'dynamodb' | 'sqs' | 'sns' | 'execute-api' | 'lambda';
  readonly operation: string;
  /** Table, queue, connection, or what SNS publishes to. */
  readonly resource: string;
  readonly status: number;
  readonly durationMs: number;
  /** Only when the request asked for it and the answer carries it. */
  readonly capacityUnits: number | undefined;
}

export type OnCall = (call: AwsCall) => void;

const unitsOf = (value: unknown): number =>
  isObject(value) && typeof value['CapacityUnits'] === 'number' ? value['CapacityUnits'] : 0;

/** A batch gives one entry for each table. */
export const capacityIn = (response: string): number | undefined => {
  if (!response.includes('"ConsumedCapacity"')) return undefined;
  const consumed = parseObject(response)?.['ConsumedCapacity'];
  return Array.isArray(consumed)
    ? consumed.reduce((sum: number, item) => sum + unitsOf(item), 0)
    : unitsOf(consumed);
};

const lastPart = (url: string): string => url.slice(url.lastIndexOf('/') + 1);

/** The table or queue that a request names; a batch may name several tables. */
export const resourceIn = (input: JsonObject): string => {
  const { TableName, QueueUrl, QueueName, RequestItems } = input;
  const queueUrl = textOf(QueueUrl);
  if (queueUrl !== undefined) return lastPart(queueUrl);
  return (
    textOf(TableName) ??
    textOf(QueueName) ??
    (isObject(RequestItems) ? Object.keys(RequestItems).join(',') : '')
  );
};

/** The access key in a SigV4 Authorization header. */
export const accessKeyIn = (authorization: string | undefined): string | undefined =>
  /Credential=([^/,\s]+)\//.exec(authorization ?? '')?.[1];

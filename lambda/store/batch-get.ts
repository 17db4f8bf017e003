import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Runtime } from '../domain/ports';

/** DynamoDB reads this many keys in one BatchGetItem. */
const keysPerBatch = 100;
/** 750 ms of pauses in all: the client waits 10 s. */
const attemptsPerBatch = 5;
const firstPauseMs = 50;

/**
 * Items of one table by their keys, strongly consistent, in any order; keys without an item are missing. A batch that
 * DynamoDB cuts short (at 16 MB, or when it throttles) is asked for again, with growing pauses.
 */
export async function batchGet(
  {
    client,
    tableName,
    runtime,
  }: { client: DynamoDBDocumentClient; tableName: string; runtime: Pick<Runtime, 'sleep'> },
  keys: readonly Record<string, string>[],
): Promise<Record<string, unknown>[]> {
  const batches: Record<string, string>[][] = [];
  for (let at = 0; at < keys.length; at += keysPerBatch) batches.push(keys.slice(at, at + keysPerBatch));
  const getAll = async (batch: Record<string, string>[]) => {
    const found: Record<string, unknown>[] = [];
    let request: BatchGetCommandInput['RequestItems'] = {
      [tableName]: { Keys: batch, ConsistentRead: true },
    };
    for (let attempt = 0; ; attempt++) {
      const answer: BatchGetCommandOutput = await client.send(new BatchGetCommand({ RequestItems: request }));
      found.push(...(answer.Responses?.[tableName] ?? []));
      request = answer.UnprocessedKeys;
      if (request?.[tableName] === undefined) return found;
      if (attempt + 1 === attemptsPerBatch) {
        throw new Error(`${tableName} could not be read; it is throttled`);
      }
      await runtime.sleep(firstPauseMs * 2 ** attempt);
    }
  };
  return (await Promise.all(batches.map(getAll))).flat();
}

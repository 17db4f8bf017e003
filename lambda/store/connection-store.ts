import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  type DynamoDBDocumentClient,
  UpdateCommand,
  type UpdateCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import type { ConnectionStore, Runtime, Socket } from '../domain/ports';

const prefix = 'c#';
/** DynamoDB reads this many keys in one BatchGetItem. */
const keysPerBatch = 100;
const dayMs = 86_400_000;
const attemptsPerBatch = 8;

type Item = Record<string, unknown>;
type StoredSocket = Omit<Socket, 'userId' | 'connectionId'>;

/**
 * The Connections table: one item per user, one attribute per open socket, so that one write connects or disconnects
 * and one BatchGetItem finds the sockets of 100 users. Each attribute is judged by its own expiresAt; the item's
 * time-to-live only clears what was left behind.
 */
export class DynamoConnectionStore implements ConnectionStore {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
    private readonly runtime: Pick<Runtime, 'now' | 'sleep'>,
  ) {}

  async put({ userId, connectionId, ...stored }: Socket): Promise<number> {
    const item = await this.update(userId, {
      UpdateExpression: 'SET #socket = :socket, expiresAt = :expiresAt',
      ExpressionAttributeNames: { '#socket': prefix + connectionId },
      ExpressionAttributeValues: {
        ':socket': stored,
        ':expiresAt': Math.ceil((this.runtime.now() + dayMs) / 1000),
      },
    });
    await this.prune(userId, item);
    return this.liveSockets(userId, item).length;
  }

  async remove({ userId, connectionId }: Pick<Socket, 'userId' | 'connectionId'>): Promise<number> {
    const item = await this.update(userId, {
      UpdateExpression: 'REMOVE #socket',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeNames: { '#socket': prefix + connectionId },
    });
    return this.liveSockets(userId, item).length;
  }

  async list(userIds: readonly string[]): Promise<Socket[]> {
    const ids = [...new Set(userIds)];
    const batches: string[][] = [];
    for (let at = 0; at < ids.length; at += keysPerBatch) batches.push(ids.slice(at, at + keysPerBatch));
    const items = (await Promise.all(batches.map((batch) => this.batchGet(batch)))).flat();
    return items.flatMap((item) => this.liveSockets(String(item['userId']), item));
  }

  private async batchGet(userIds: readonly string[]): Promise<Item[]> {
    const found: Item[] = [];
    let RequestItems: BatchGetCommandInput['RequestItems'] = {
      [this.tableName]: { Keys: userIds.map((userId) => ({ userId })), ConsistentRead: true },
    };
    for (let attempt = 0; attempt < attemptsPerBatch; attempt++) {
      const answer: BatchGetCommandOutput = await this.client.send(new BatchGetCommand({ RequestItems }));
      found.push(...(answer.Responses?.[this.tableName] ?? []));
      RequestItems = answer.UnprocessedKeys;
      if (RequestItems?.[this.tableName] === undefined) return found;
      await this.runtime.sleep(25 * 2 ** attempt);
    }
    throw new Error('connections could not be read; the table is throttled');
  }

  private async update(userId: string, input: Omit<UpdateCommandInput, 'TableName' | 'Key'>): Promise<Item> {
    try {
      const { Attributes = {} } = await this.client.send(
        new UpdateCommand({ TableName: this.tableName, Key: { userId }, ReturnValues: 'ALL_NEW', ...input }),
      );
      return Attributes;
    } catch (error) {
      // The user has no item: there is nothing to remove.
      if (error instanceof ConditionalCheckFailedException) return {};
      throw error;
    }
  }

  /** Sockets whose `$disconnect` was lost go when the user connects again. */
  private async prune(userId: string, item: Item): Promise<void> {
    const expired = this.sockets(userId, item).filter((socket) => socket.expiresAt <= this.runtime.now());
    if (expired.length === 0) return;
    await this.update(userId, {
      UpdateExpression: `REMOVE ${expired.map((_socket, index) => `#s${index}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(
        expired.map(({ connectionId }, index) => [`#s${index}`, prefix + connectionId]),
      ),
    });
  }

  private liveSockets(userId: string, item: Item): Socket[] {
    return this.sockets(userId, item).filter((socket) => socket.expiresAt > this.runtime.now());
  }

  private sockets(userId: string, item: Item): Socket[] {
    return Object.entries(item)
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, stored]) => ({
        userId,
        connectionId: name.slice(prefix.length),
        ...(stored as StoredSocket),
      }));
  }
}

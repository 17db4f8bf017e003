import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import type { ConnectionStore, Runtime, Socket } from '../domain/ports';
import { batchGet } from './batch-get';

const prefix = 'c#';
const dayMs = 86_400_000;

type Item = Record<string, unknown>;
type StoredSocket = Omit<Socket, 'userId' | 'connectionId'>;

/**
 * The Connections table: one item per user, one attribute per open socket, so that one write connects or disconnects
 * and one BatchGetItem finds the sockets of 100 users. Each attribute is judged by its own expiresAt; the item's
 * time-to-live only clears what was left behind.
 */
export class DynamoConnectionStore implements ConnectionStore {
  constructor(
    readonly client: DynamoDBDocumentClient,
    readonly tableName: string,
    readonly runtime: Pick<Runtime, 'now' | 'sleep' | 'report'>,
  ) {}

  /** One write, and one more if sockets have expired whose `$disconnect` was lost. */
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
    return this.liveSockets(item).length;
  }

  async remove({ userId, connectionId }: Pick<Socket, 'userId' | 'connectionId'>): Promise<number> {
    const item = await this.update(userId, {
      UpdateExpression: 'REMOVE #socket',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeNames: { '#socket': prefix + connectionId },
    });
    return this.liveSockets(item).length;
  }

  async list(userIds: readonly string[]): Promise<Socket[]> {
    const keys = [...new Set(userIds)].map((userId) => ({ userId }));
    const items = await batchGet(this, keys);
    return items.flatMap((item) => this.liveSockets(item));
  }

  /** The user's item as it then is; a single write, so it tells exactly who came and who went. */
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

  /** Tidying up: the names are known only now, nobody reads expired sockets, and a handshake must not fail over them. */
  private async prune(userId: string, item: Item): Promise<void> {
    const now = this.runtime.now();
    const expired = sockets(item).filter((socket) => socket.expiresAt <= now);
    if (expired.length === 0) return;
    try {
      await this.update(userId, {
        UpdateExpression: `REMOVE ${expired.map((_socket, index) => `#s${index}`).join(', ')}`,
        ExpressionAttributeNames: Object.fromEntries(
          expired.map(({ connectionId }, index) => [`#s${index}`, prefix + connectionId]),
        ),
      });
    } catch (cause) {
      this.runtime.report('expired connections could not be removed', cause);
    }
  }

  private liveSockets(item: Item): Socket[] {
    const now = this.runtime.now();
    return sockets(item).filter((socket) => socket.expiresAt > now);
  }
}

function sockets(item: Item): Socket[] {
  return Object.entries(item)
    .filter(([name]) => name.startsWith(prefix))
    .map(([name, stored]) => ({
      userId: String(item['userId']),
      connectionId: name.slice(prefix.length),
      ...(stored as StoredSocket),
    }));
}

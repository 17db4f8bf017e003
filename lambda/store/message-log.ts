import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { LogEntry } from '../domain/log-entry';
import type { LogPage, MessageLog } from '../domain/ports';
import { chatPartition, entryKey } from './keys';

/** The logs in the Messages table: one item per entry, one conditional write per append. */
export class DynamoMessageLog implements MessageLog {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  listFrom(chatId: string, fromSeq: number, limit: number): Promise<LogPage> {
    return this.query(chatId, {
      KeyConditionExpression: 'PK = :pk AND SK >= :sk',
      ExpressionAttributeValues: { ':pk': chatPartition(chatId), ':sk': entryKey(chatId, fromSeq).SK },
      Limit: limit,
    });
  }

  listBefore(chatId: string, beforeSeq: number | undefined, limit: number): Promise<LogPage> {
    const upper = beforeSeq === undefined ? 'MSG$' : entryKey(chatId, beforeSeq).SK;
    return this.query(chatId, {
      KeyConditionExpression: 'PK = :pk AND SK < :sk',
      ExpressionAttributeValues: { ':pk': chatPartition(chatId), ':sk': upper },
      ScanIndexForward: false,
      Limit: limit,
    });
  }

  async append(entry: LogEntry): Promise<LogEntry | undefined> {
    const { chatId, ...attributes } = entry;
    const key = entryKey(chatId, entry.seq);
    const put = new PutCommand({
      TableName: this.tableName,
      Item: { ...key, ...attributes },
      ConditionExpression: 'attribute_not_exists(PK)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      await this.client.send(put);
      return undefined;
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      return error.Item === undefined ? this.get(chatId, entry.seq) : toEntry(chatId, unmarshall(error.Item));
    }
  }

  /** After a lost race, on an engine whose error does not bring the entry along. */
  private async get(chatId: string, seq: number): Promise<LogEntry> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: entryKey(chatId, seq), ConsistentRead: true }),
    );
    if (Item === undefined) throw new Error(`entry ${seq} was there and is gone`);
    return toEntry(chatId, Item);
  }

  private async query(chatId: string, input: Omit<QueryCommandInput, 'TableName'>): Promise<LogPage> {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({ TableName: this.tableName, ConsistentRead: true, ...input }),
    );
    return { entries: Items.map((item) => toEntry(chatId, item)), more: LastEvaluatedKey !== undefined };
  }
}

function toEntry(chatId: string, item: Record<string, unknown>): LogEntry {
  const { PK, SK, ...attributes } = item;
  return { chatId, ...attributes } as LogEntry;
}

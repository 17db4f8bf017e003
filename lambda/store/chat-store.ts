import { type DynamoDBDocumentClient, GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { EventEntry } from '../domain/log-entry';
import type { ChatStore } from '../domain/ports';
import type { Roster } from '../domain/roster';
import { holds } from './conditional-write';
import { rosterKey, userChatKey } from './keys';

type StoredRoster = Omit<Roster, 'members'> & {
  members: Record<string, { role: string; joinedSeq: number }>;
};

/** The Chats table: what is derived from the logs. Each write may come late or twice and then changes nothing. */
export class DynamoChatStore implements ChatStore {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async getRoster(chatId: string): Promise<Roster | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: rosterKey(chatId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : toRoster(Item);
  }

  async putRoster(chatId: string, roster: Roster, replacedEventSeq: number): Promise<void> {
    const put = new PutCommand({
      TableName: this.tableName,
      Item: { ...rosterKey(chatId), ...roster, members: Object.fromEntries(roster.members) },
      ...(replacedEventSeq === 0
        ? { ConditionExpression: 'attribute_not_exists(PK)' }
        : {
            ConditionExpression: 'eventSeq = :replaced',
            ExpressionAttributeValues: { ':replaced': replacedEventSeq },
          }),
    });
    await holds(this.client.send(put));
  }

  async putUserChats(chatId: string, { seq, content }: EventEntry): Promise<void> {
    await Promise.all(content.members.map((userId) => this.putUserChat(userId, chatId, seq)));
  }

  /** Cursors start where the member joined; a later join starts them anew, an earlier one comes too late. */
  private async putUserChat(userId: string, chatId: string, joinedSeq: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.tableName,
      Key: userChatKey(userId, chatId),
      UpdateExpression: 'SET joinedSeq = :seq, deliveredSeq = :seq, readSeq = :seq',
      ConditionExpression: 'attribute_not_exists(joinedSeq) OR joinedSeq < :seq',
      ExpressionAttributeValues: { ':seq': joinedSeq },
    });
    await holds(this.client.send(update));
  }
}

function toRoster(item: Record<string, unknown>): Roster {
  const { PK, SK, members, ...rest } = item as StoredRoster & { PK: string; SK: string };
  return { ...rest, members: new Map(Object.entries(members)) } as Roster;
}

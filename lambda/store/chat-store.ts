import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type {
  ChatStore,
  CursorRaise,
  MemberCursors,
  MembershipChange,
  Runtime,
  UserChatPage,
} from '../domain/ports';
import type { Floor, Roster } from '../domain/roster';
import { batchGet } from './batch-get';
import { fromMembers, toMemberCursors, toRoster, toUserChat } from './chat-items';
import { holds } from './conditional-write';
import { chatIdOf, chatPartition, rosterKey, userChatKey, userIdOf, userPartition } from './keys';

/** The Chats table: what is derived from the logs. Each write may come late or twice and then changes nothing. */
export class DynamoChatStore implements ChatStore {
  constructor(
    readonly client: DynamoDBDocumentClient,
    readonly tableName: string,
    readonly runtime: Pick<Runtime, 'sleep'>,
  ) {}

  async getRoster(chatId: string): Promise<Roster | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: rosterKey(chatId), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : toRoster(Item);
  }

  async getRosters(chatIds: readonly string[]): Promise<ReadonlyMap<string, Roster>> {
    const items = await batchGet(this, chatIds.map(rosterKey));
    return new Map(items.map((item) => [chatIdOf(item['PK']), toRoster(item)]));
  }

  async putRoster(chatId: string, roster: Roster, replacedEventSeq: number): Promise<void> {
    const { floor, members, ...fields } = roster;
    await this.write(rosterKey(chatId), {
      set: { ...fields, members: fromMembers(members) },
      condition: replacedEventSeq === 0 ? 'attribute_not_exists(PK)' : 'eventSeq = :replaced',
      values: replacedEventSeq === 0 ? {} : { ':replaced': replacedEventSeq },
    });
  }

  raiseFloor(chatId: string, { seq, expiresAt, restartSeq }: Floor, replacedSeq: number): Promise<boolean> {
    return this.write(rosterKey(chatId), {
      set: { floorSeq: seq, floorExpiresAt: expiresAt, ...(restartSeq === undefined ? {} : { restartSeq }) },
      condition: `attribute_exists(PK) AND ${replacedSeq === 0 ? 'attribute_not_exists(floorSeq)' : 'floorSeq = :replaced'}`,
      values: replacedSeq === 0 ? {} : { ':replaced': replacedSeq },
    });
  }

  /** Cursors start where the member joined; a later join starts them anew, an earlier one comes too late. */
  async putUserChats({ chatId, seq, ordinal, joined, left }: MembershipChange): Promise<void> {
    const join = { joinedSeq: seq, deliveredSeq: seq, readSeq: seq, readOrdinal: ordinal };
    await Promise.all([
      ...joined.map((userId) =>
        this.write(userChatKey(userId, chatId), {
          set: join,
          remove: 'leftSeq, deliveredAt, deliveredOrdinal, readAt, pushedSeq, mutedUntil',
          condition: 'attribute_not_exists(joinedSeq) OR joinedSeq < :joinedSeq',
        }),
      ),
      ...left.map((userId) =>
        this.write(userChatKey(userId, chatId), { set: { leftSeq: seq }, condition: 'joinedSeq < :leftSeq' }),
      ),
    ]);
  }

  /** readSeq alone is written when something is read: delivered is what is higher of the two. */
  async raiseCursor(
    userId: string,
    chatId: string,
    { kind, seq, ordinal, at }: CursorRaise,
  ): Promise<MemberCursors | undefined> {
    const isRead = kind === 'read';
    const key = userChatKey(userId, chatId);
    const update = new UpdateCommand({
      TableName: this.tableName,
      Key: key,
      UpdateExpression: isRead
        ? 'SET readSeq = :seq, readAt = :at, readOrdinal = :ordinal'
        : 'SET deliveredSeq = :seq, deliveredAt = :at, deliveredOrdinal = :ordinal',
      ConditionExpression: `${isRead ? 'readSeq' : 'deliveredSeq'} < :seq AND attribute_not_exists(leftSeq)`,
      ExpressionAttributeValues: { ':seq': seq, ':at': at, ':ordinal': ordinal },
      ReturnValues: 'ALL_OLD',
    });
    try {
      return toMemberCursors((await this.client.send(update)).Attributes);
    } catch (error) {
      if (!(error instanceof ConditionalCheckFailedException)) throw error;
      const get = new GetCommand({ TableName: this.tableName, Key: key, ConsistentRead: true });
      return toMemberCursors((await this.client.send(get)).Item);
    }
  }

  async raisePushed(userId: string, chatId: string, seq: number): Promise<void> {
    await this.write(userChatKey(userId, chatId), {
      set: { pushedSeq: seq },
      condition:
        'attribute_exists(joinedSeq) AND attribute_not_exists(leftSeq) AND ' +
        '(attribute_not_exists(pushedSeq) OR pushedSeq < :pushedSeq)',
    });
  }

  setMuted(userId: string, chatId: string, until: string | undefined): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.tableName,
      Key: userChatKey(userId, chatId),
      UpdateExpression: until === undefined ? 'REMOVE mutedUntil' : 'SET mutedUntil = :until',
      ConditionExpression: 'attribute_exists(joinedSeq) AND attribute_not_exists(leftSeq)',
      ...(until === undefined ? {} : { ExpressionAttributeValues: { ':until': until } }),
    });
    return holds(this.client.send(update));
  }

  async listCursors(chatId: string, userIds: readonly string[]): Promise<ReadonlyMap<string, MemberCursors>> {
    const items = await batchGet(
      this,
      userIds.map((userId) => userChatKey(userId, chatId)),
    );
    return new Map(
      items.flatMap((item) => {
        const cursors = toMemberCursors(item);
        return cursors === undefined ? [] : [[userIdOf(item['PK']), cursors] as const];
      }),
    );
  }

  async listUserChats(userId: string, afterChatId: string | undefined, limit: number): Promise<UserChatPage> {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :chats)',
        FilterExpression: 'attribute_not_exists(leftSeq)',
        ExpressionAttributeValues: { ':pk': userPartition(userId), ':chats': chatPartition('') },
        Limit: limit,
        ...(afterChatId === undefined ? {} : { ExclusiveStartKey: userChatKey(userId, afterChatId) }),
      }),
    );
    return {
      chats: Items.map(toUserChat),
      nextChatId: LastEvaluatedKey === undefined ? undefined : chatIdOf(LastEvaluatedKey['SK']),
    };
  }

  /** Sets attributes if the condition holds; `:name` in it stands for an attribute that is set, or one of `values`. */
  private write(
    key: { PK: string; SK: string },
    {
      set,
      remove,
      condition,
      values = {},
    }: { set: object; remove?: string; condition: string; values?: object },
  ): Promise<boolean> {
    const entries = Object.entries(set);
    const update = new UpdateCommand({
      TableName: this.tableName,
      Key: key,
      UpdateExpression:
        `SET ${entries.map(([name]) => `#${name} = :${name}`).join(', ')}` +
        (remove === undefined ? '' : ` REMOVE ${remove}`),
      ConditionExpression: condition,
      ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
      ExpressionAttributeValues: {
        ...Object.fromEntries(entries.map(([name, value]) => [`:${name}`, value])),
        ...values,
      },
    });
    return holds(this.client.send(update));
  }
}

import { type DynamoDBDocumentClient, GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { ChatStore, MembershipChange, Runtime, UserChat, UserChatPage } from '../domain/ports';
import type { Floor, Roster } from '../domain/roster';
import { batchGet } from './batch-get';
import { holds } from './conditional-write';
import { chatIdOf, chatPartition, rosterKey, userChatKey, userPartition } from './keys';

type Item = Record<string, unknown>;

/** role is left out for plain members: in a group of 500 it would be a fifth of the item, which every send reads. */
type StoredMembers = Record<string, { joinedSeq: number; role?: 'OWNER' | 'ADMIN' }>;

type StoredRoster = Omit<Roster, 'members' | 'floor'> & {
  members: StoredMembers;
  floorSeq?: number;
  floorExpiresAt?: number;
  restartSeq?: number;
};

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
          remove: 'leftSeq',
          condition: 'attribute_not_exists(joinedSeq) OR joinedSeq < :joinedSeq',
        }),
      ),
      ...left.map((userId) =>
        this.write(userChatKey(userId, chatId), { set: { leftSeq: seq }, condition: 'joinedSeq < :leftSeq' }),
      ),
    ]);
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
    { set, remove, condition, values = {} }: { set: Item; remove?: string; condition: string; values?: Item },
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

function fromMembers(members: Roster['members']): StoredMembers {
  return Object.fromEntries(
    [...members].map(([userId, { joinedSeq, role }]) => [
      userId,
      role === 'MEMBER' ? { joinedSeq } : { joinedSeq, role },
    ]),
  );
}

function toMembers(stored: StoredMembers): Roster['members'] {
  return new Map(
    Object.entries(stored).map(([userId, { joinedSeq, role }]) => [
      userId,
      { role: role ?? 'MEMBER', joinedSeq },
    ]),
  );
}

function toRoster(item: Item): Roster {
  const { PK, SK, members, floorSeq, floorExpiresAt, restartSeq, ...rest } = item as StoredRoster & {
    PK: string;
    SK: string;
  };
  return {
    ...rest,
    members: toMembers(members),
    ...(floorSeq === undefined
      ? {}
      : {
          floor: {
            seq: floorSeq,
            expiresAt: floorExpiresAt ?? 0,
            ...(restartSeq === undefined ? {} : { restartSeq }),
          },
        }),
  };
}

function toUserChat(item: Item): UserChat {
  const { SK, joinedSeq, deliveredSeq, readSeq, readOrdinal } = item as Omit<UserChat, 'chatId'> & {
    SK: string;
  };
  return { chatId: chatIdOf(SK), joinedSeq, deliveredSeq, readSeq, readOrdinal };
}

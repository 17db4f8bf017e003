import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Runtime } from '../domain/ports';
import type { Profile, ProfileChange, ProfileStore } from '../domain/profile';
import { batchGet } from './batch-get';
import { holds } from './conditional-write';
import { handleKey, profileKey, userIdOf } from './keys';

const fields = ['displayName', 'avatarUrl', 'handle'] as const;

/** Profiles and owners of handles, in the Chats table. */
export class DynamoProfileStore implements ProfileStore {
  constructor(
    readonly client: DynamoDBDocumentClient,
    readonly tableName: string,
    readonly runtime: Pick<Runtime, 'sleep'>,
  ) {}

  async list(userIds: readonly string[]): Promise<ReadonlyMap<string, Profile>> {
    const items = await batchGet(this, userIds.map(profileKey));
    return new Map(items.map((item) => [userIdOf(item['PK']), toProfile(userIdOf(item['PK']), item)]));
  }

  async update(userId: string, change: ProfileChange): Promise<{ before: Profile; after: Profile }> {
    const named = fields.filter((field) => change[field] !== undefined);
    const set = named.filter((field) => change[field] !== null);
    const removed = named.filter((field) => change[field] === null);
    const { Attributes = {} } = await this.client.send(
      new UpdateCommand({
        TableName: this.tableName,
        Key: profileKey(userId),
        UpdateExpression: [
          ...(set.length === 0 ? [] : [`SET ${set.map((field) => `${field} = :${field}`).join(', ')}`]),
          ...(removed.length === 0 ? [] : [`REMOVE ${removed.join(', ')}`]),
        ].join(' '),
        ...(set.length === 0
          ? {}
          : {
              ExpressionAttributeValues: Object.fromEntries(set.map((field) => [`:${field}`, change[field]])),
            }),
        ReturnValues: 'ALL_OLD',
      }),
    );
    const after = Object.fromEntries(
      fields.map((field) => [
        field,
        change[field] === undefined ? Attributes[field] : (change[field] ?? undefined),
      ]),
    );
    return { before: toProfile(userId, Attributes), after: toProfile(userId, after) };
  }

  async getOwner(handle: string): Promise<string | undefined> {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.tableName, Key: handleKey(handle), ConsistentRead: true }),
    );
    return Item === undefined ? undefined : String(Item['userId']);
  }

  replaceOwner(handle: string, userId: string, replaced: string | undefined): Promise<boolean> {
    const condition =
      replaced === undefined ? { ConditionExpression: 'attribute_not_exists(PK)' } : isOwnedBy(replaced);
    const Item = { ...handleKey(handle), userId };
    return holds(this.client.send(new PutCommand({ TableName: this.tableName, Item, ...condition })));
  }

  async removeOwner(handle: string, userId: string): Promise<void> {
    const Key = handleKey(handle);
    await holds(
      this.client.send(new DeleteCommand({ TableName: this.tableName, Key, ...isOwnedBy(userId) })),
    );
  }
}

function isOwnedBy(userId: string) {
  return { ConditionExpression: 'userId = :user', ExpressionAttributeValues: { ':user': userId } };
}

function toProfile(userId: string, item: Record<string, unknown>): Profile {
  const set = fields.filter((field) => typeof item[field] === 'string');
  return { userId, ...Object.fromEntries(set.map((field) => [field, String(item[field])])) };
}

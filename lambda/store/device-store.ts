import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Device, DeviceStore, TokenOwner } from '../domain/device';
import { holds } from './conditional-write';
import { deviceKey, devicePrefix, tokenKey, userPartition } from './keys';

/** Devices and who owns which token, in the Chats table. */
export class DynamoDeviceStore implements DeviceStore {
  constructor(
    private readonly client: DynamoDBDocumentClient,
    private readonly tableName: string,
  ) {}

  async get(userId: string, deviceId: string): Promise<Device | undefined> {
    const item = await this.read(deviceKey(userId, deviceId));
    return item === undefined ? undefined : toDevice(item);
  }

  async list(userId: string): Promise<Device[]> {
    const { Items = [] } = await this.client.send(
      new QueryCommand({
        TableName: this.tableName,
        ConsistentRead: true,
        KeyConditionExpression: 'PK = :pk AND begins_with(SK, :devices)',
        ExpressionAttributeValues: { ':pk': userPartition(userId), ':devices': devicePrefix },
      }),
    );
    return Items.map(toDevice);
  }

  async put(device: Device): Promise<void> {
    const Item = { ...deviceKey(device.userId, device.deviceId), ...device };
    await this.client.send(new PutCommand({ TableName: this.tableName, Item }));
  }

  async remove(device: Pick<Device, 'userId' | 'deviceId' | 'tokenHash'>): Promise<void> {
    await holds(
      this.client.send(
        new DeleteCommand({
          TableName: this.tableName,
          Key: deviceKey(device.userId, device.deviceId),
          ConditionExpression: 'tokenHash = :hash',
          ExpressionAttributeValues: { ':hash': device.tokenHash },
        }),
      ),
    );
  }

  async forget(device: Pick<Device, 'userId' | 'deviceId' | 'endpointArn'>): Promise<void> {
    await holds(
      this.client.send(
        new DeleteCommand({
          TableName: this.tableName,
          Key: deviceKey(device.userId, device.deviceId),
          ConditionExpression: 'endpointArn = :arn',
          ExpressionAttributeValues: { ':arn': device.endpointArn },
        }),
      ),
    );
  }

  async disable(device: Pick<Device, 'userId' | 'deviceId' | 'endpointArn'>): Promise<void> {
    await holds(
      this.client.send(
        new UpdateCommand({
          TableName: this.tableName,
          Key: deviceKey(device.userId, device.deviceId),
          UpdateExpression: 'SET isEnabled = :no',
          ConditionExpression: 'endpointArn = :arn',
          ExpressionAttributeValues: { ':no': false, ':arn': device.endpointArn },
        }),
      ),
    );
  }

  async getOwner(tokenHash: string): Promise<TokenOwner | undefined> {
    const item = await this.read(tokenKey(tokenHash));
    if (item === undefined) return undefined;
    const { userId, deviceId } = item as unknown as TokenOwner;
    return { userId, deviceId };
  }

  replaceOwner(
    tokenHash: string,
    { userId, deviceId }: TokenOwner,
    replaced: TokenOwner | undefined,
  ): Promise<boolean> {
    const condition =
      replaced === undefined ? { ConditionExpression: 'attribute_not_exists(PK)' } : isOwnedBy(replaced);
    const Item = { ...tokenKey(tokenHash), userId, deviceId };
    return holds(this.client.send(new PutCommand({ TableName: this.tableName, Item, ...condition })));
  }

  async removeOwner(tokenHash: string, owner: TokenOwner): Promise<void> {
    const Key = tokenKey(tokenHash);
    await holds(this.client.send(new DeleteCommand({ TableName: this.tableName, Key, ...isOwnedBy(owner) })));
  }

  private async read(Key: Record<string, string>): Promise<Record<string, unknown> | undefined> {
    const get = new GetCommand({ TableName: this.tableName, Key, ConsistentRead: true });
    return (await this.client.send(get)).Item;
  }
}

function isOwnedBy({ userId, deviceId }: TokenOwner) {
  return {
    ConditionExpression: 'userId = :user AND deviceId = :device',
    ExpressionAttributeValues: { ':user': userId, ':device': deviceId },
  };
}

function toDevice({ PK, SK, ...device }: Record<string, unknown>): Device {
  return device as unknown as Device;
}

import type {
  Device,
  DeviceStore,
  Notification,
  PushSender,
  SendOutcome,
  TokenOwner,
} from '../../lambda/domain/device';

type DeviceKey = Pick<Device, 'userId' | 'deviceId'>;

const keyOf = ({ userId, deviceId }: DeviceKey) => `${userId} ${deviceId}`;

/** Passes the same contract as the real store. */
export class MemoryDeviceStore implements DeviceStore {
  private readonly devices = new Map<string, Device>();
  private readonly owners = new Map<string, TokenOwner>();

  get(userId: string, deviceId: string): Promise<Device | undefined> {
    return Promise.resolve(this.devices.get(keyOf({ userId, deviceId })));
  }

  list(userId: string): Promise<Device[]> {
    return Promise.resolve([...this.devices.values()].filter((device) => device.userId === userId));
  }

  put(device: Device): Promise<void> {
    this.devices.set(keyOf(device), device);
    return Promise.resolve();
  }

  remove(device: DeviceKey & Pick<Device, 'tokenHash'>): Promise<void> {
    if (this.devices.get(keyOf(device))?.tokenHash === device.tokenHash) this.devices.delete(keyOf(device));
    return Promise.resolve();
  }

  forget(device: DeviceKey & Pick<Device, 'endpointArn'>): Promise<void> {
    if (this.withEndpoint(device) !== undefined) this.devices.delete(keyOf(device));
    return Promise.resolve();
  }

  disable(device: DeviceKey & Pick<Device, 'endpointArn'>): Promise<void> {
    const found = this.withEndpoint(device);
    if (found !== undefined) this.devices.set(keyOf(device), { ...found, isEnabled: false });
    return Promise.resolve();
  }

  getOwner(tokenHash: string): Promise<TokenOwner | undefined> {
    return Promise.resolve(this.owners.get(tokenHash));
  }

  replaceOwner(tokenHash: string, owner: TokenOwner, replaced: TokenOwner | undefined): Promise<boolean> {
    if (!this.isOwner(tokenHash, replaced)) return Promise.resolve(false);
    this.owners.set(tokenHash, { userId: owner.userId, deviceId: owner.deviceId });
    return Promise.resolve(true);
  }

  removeOwner(tokenHash: string, owner: TokenOwner): Promise<void> {
    if (this.isOwner(tokenHash, owner)) this.owners.delete(tokenHash);
    return Promise.resolve();
  }

  private withEndpoint(device: DeviceKey & Pick<Device, 'endpointArn'>): Device | undefined {
    const found = this.devices.get(keyOf(device));
    return found?.endpointArn === device.endpointArn ? found : undefined;
  }

  private isOwner(tokenHash: string, owner: TokenOwner | undefined): boolean {
    const found = this.owners.get(tokenHash);
    return (found && keyOf(found)) === (owner && keyOf(owner));
  }
}

/** Records what phones are told; the test says what the platform answers for an endpoint: sent unless it does. */
export class MemoryPushSender implements PushSender {
  readonly sent: (Notification & { endpointArn: string })[] = [];
  readonly outcomes = new Map<string, Exclude<SendOutcome, 'sent'> | 'throttled'>();

  send({ endpointArn }: Pick<Device, 'endpointArn'>, notification: Notification): Promise<SendOutcome> {
    const outcome = this.outcomes.get(endpointArn) ?? 'sent';
    if (outcome === 'throttled') return Promise.reject(new Error('SNS throttles'));
    if (outcome === 'sent') this.sent.push({ endpointArn, ...notification });
    return Promise.resolve(outcome);
  }
}

/** A phone that is registered: its endpoint is named after it. */
export function aDevice(fields: Partial<Device> & Pick<Device, 'userId'>): Device {
  const { userId, deviceId = 'phone' } = fields;
  return {
    deviceId,
    platform: 'FCM',
    endpointArn: `${userId}/${deviceId}`,
    tokenHash: `token of ${userId}/${deviceId}`,
    isEnabled: true,
    ...fields,
  };
}

import type { RequestOf, ResponseOf } from '../../protocol';
import type { Caller } from './caller';
import {
  tokenHashOf,
  type Device,
  type DeviceStore,
  type PlatformEndpoints,
  type TokenOwner,
} from './device';
import { ChatError } from './errors';

export interface DevicePorts {
  devices: DeviceStore;
  endpoints: Pick<PlatformEndpoints, 'ensure' | 'remove'>;
}

/** Someone registers the same token at the same time: that is one phone, so it ends soon. */
const triesPerOwner = 5;

/**
 * Has the caller's messages pushed to a phone, and nobody else's:
 * 1. make sure that SNS has an enabled endpoint for the token;
 * 2. take the token away from the device that had it, whose user may have handed the phone on;
 * 3. give up the endpoint that this device had under another token;
 * 4. store the device, if the token is still its own then.
 * Who dies in between leaves a phone that gets less than it could, never one that gets what is not for it; registering
 * again completes it. Throws ChatError busy, and what `ensure` does.
 */
export async function registerDevice(
  ports: DevicePorts,
  { userId }: Pick<Caller, 'userId'>,
  { deviceId, platform, token }: RequestOf<'registerDevice'>,
): Promise<ResponseOf<'registerDevice'>> {
  const endpointArn = await ports.endpoints.ensure(platform, token);
  if (endpointArn === undefined) return { deviceId, push: 'off' };
  const tokenHash = tokenHashOf(platform, token);
  await takeToken(ports.devices, tokenHash, { userId, deviceId });
  const earlier = await ports.devices.get(userId, deviceId);
  if (earlier !== undefined && earlier.tokenHash !== tokenHash) await giveUp(ports, earlier);
  await ports.devices.put({ userId, deviceId, platform, endpointArn, tokenHash, isEnabled: true });
  await confirmOwner(ports.devices, tokenHash, { userId, deviceId });
  return { deviceId, push: 'on' };
}

/** On logout. The endpoint goes first: once the device is forgotten, nobody would know of it. */
export async function unregisterDevice(
  ports: DevicePorts,
  { userId }: Pick<Caller, 'userId'>,
  { deviceId }: RequestOf<'unregisterDevice'>,
): Promise<Record<string, never>> {
  const device = await ports.devices.get(userId, deviceId);
  if (device !== undefined) await giveUp(ports, device);
  return {};
}

/** The device that had the token loses it before the new one gets it: no moment in which both are pushed to. */
async function takeToken(devices: DeviceStore, tokenHash: string, owner: TokenOwner): Promise<void> {
  for (let tries = 0; tries < triesPerOwner; tries++) {
    const before = await devices.getOwner(tokenHash);
    if (before !== undefined && isSame(before, owner)) return;
    if (before !== undefined) await devices.remove({ ...before, tokenHash });
    if (await devices.replaceOwner(tokenHash, owner, before)) return;
  }
  throw tokenBusy();
}

/** Another user's registration may have run since the token was taken, and found no device to remove yet. */
async function confirmOwner(devices: DeviceStore, tokenHash: string, own: TokenOwner): Promise<void> {
  const owner = await devices.getOwner(tokenHash);
  if (owner !== undefined && isSame(owner, own)) return;
  await devices.remove({ ...own, tokenHash });
  throw tokenBusy();
}

function tokenBusy(): ChatError {
  return new ChatError('busy', 'unable to register the device; its token is being registered elsewhere');
}

/** A token that has moved on keeps its endpoint: it is another device's now. */
async function giveUp({ devices, endpoints }: DevicePorts, device: Device): Promise<void> {
  const owner = await devices.getOwner(device.tokenHash);
  if (owner !== undefined && isSame(owner, device)) {
    await endpoints.remove(device.endpointArn);
    await devices.removeOwner(device.tokenHash, device);
  }
  await devices.remove(device);
}

function isSame(one: TokenOwner, other: TokenOwner): boolean {
  return one.userId === other.userId && one.deviceId === other.deviceId;
}

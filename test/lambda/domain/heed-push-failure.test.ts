import { tokenHashOf, type Endpoint } from '../../../lambda/domain/device';
import { heedPushFailure } from '../../../lambda/domain/heed-push-failure';
import { aDevice, MemoryDeviceStore } from '../../support/memory-devices';
import { ManualRuntime } from '../../support/memory-stores';

const endpointArn = 'arn:endpoint';
const tokenHash = tokenHashOf('APNS', 'abcdef');
const device = aDevice({ userId: 'bob', platform: 'APNS', endpointArn, tokenHash });

describe('heedPushFailure', () => {
  let devices: MemoryDeviceStore;
  let runtime: ManualRuntime;

  beforeEach(async () => {
    runtime = new ManualRuntime();
    devices = new MemoryDeviceStore();
    await devices.put(device);
    await devices.replaceOwner(tokenHash, device, undefined);
  });

  const heed = (endpoint: Endpoint | undefined) =>
    heedPushFailure(
      {
        devices,
        endpoints: { find: () => Promise.resolve(endpoint) },
        runtime,
      },
      { endpointArn, reason: 'InvalidPlatformToken' },
    );
  const isEnabled = async () => (await devices.get('bob', 'phone'))?.isEnabled;
  const refused = { platform: 'APNS', token: 'ABCDEF', isEnabled: false } as const;

  it('pushes no more to the device whose token the platform has refused, also the second time', async () => {
    for (let times = 0; times < 2; times++) await heed(refused);
    expect(await isEnabled()).toBe(false);
    expect(runtime.counts).toEqual([]);
  });

  it('leaves a device alone whose app has registered again, and counts a failure that is not the phone’s', async () => {
    await heed({ ...refused, isEnabled: true });
    expect(await isEnabled()).toBe(true);
    expect(runtime.counts).toEqual(['push_failed']);
  });

  it('leaves a device alone that has another endpoint by now', async () => {
    await devices.put({ ...device, endpointArn: 'arn:next' });
    await heed(refused);
    expect(await isEnabled()).toBe(true);
  });

  it('leaves everything alone when endpoint or owner are gone', async () => {
    await heed(undefined);
    await devices.removeOwner(tokenHash, device);
    await heed(refused);
    expect(await isEnabled()).toBe(true);
  });
});

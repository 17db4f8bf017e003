import type { PlatformEndpoints } from '../../../lambda/domain/device';
import { type DevicePorts, registerDevice, unregisterDevice } from '../../../lambda/domain/register-device';
import { MemoryDeviceStore } from '../../support/memory-devices';
import { Death, everyMoment, type Moment } from '../../support/mortal';

/** One endpoint for each token, as in SNS. */
class MemoryEndpoints implements Pick<PlatformEndpoints, 'ensure' | 'remove'> {
  readonly arns = new Set<string>();

  ensure(_platform: string, token: string): Promise<string> {
    this.arns.add(token);
    return Promise.resolve(token);
  }

  remove(endpointArn: string): Promise<void> {
    this.arns.delete(endpointArn);
    return Promise.resolve();
  }
}

function aWorld() {
  return { devices: new MemoryDeviceStore(), endpoints: new MemoryEndpoints() };
}

const register = (ports: DevicePorts, userId: string, token = 'token-1') =>
  registerDevice(
    ports,
    { userId },
    { action: 'registerDevice', requestId: '1', deviceId: 'phone', platform: 'FCM', token },
  );

const unregister = (ports: DevicePorts, userId: string) =>
  unregisterDevice(ports, { userId }, { action: 'unregisterDevice', requestId: '1', deviceId: 'phone' });

/** The same ports, dying at the moment; `calls` counts how many were made. */
function dyingAt(ports: DevicePorts, moment: Moment): { ports: DevicePorts; calls: () => number } {
  let calls = 0;
  const dying = <T extends object>(port: T): T =>
    new Proxy(port, {
      get:
        (target, name) =>
        async (...args: unknown[]) => {
          const member: unknown = Reflect.get(target, name);
          const dies = ++calls === moment.call;
          if (dies && moment.effect === 'before') throw new Death();
          const result: unknown = await Reflect.apply(member as () => unknown, target, args);
          if (dies) throw new Death();
          return result;
        },
    });
  return { ports: { devices: dying(ports.devices), endpoints: dying(ports.endpoints) }, calls: () => calls };
}

async function momentsOf(
  prepare: () => Promise<ReturnType<typeof aWorld>>,
  run: (ports: DevicePorts) => Promise<unknown>,
): Promise<Moment[]> {
  const { ports, calls } = dyingAt(await prepare(), { call: 0, effect: 'before' });
  await run(ports);
  return everyMoment(calls());
}

async function bobsPhone() {
  const world = aWorld();
  await register(world, 'bob');
  return world;
}

describe('registerDevice that dies at any call', () => {
  it('never leaves a phone with two users, and asking again gives it to the one who asked', async () => {
    const carol = (ports: DevicePorts) => register(ports, 'carol');
    const moments = await momentsOf(bobsPhone, carol);
    expect(moments.length).toBeGreaterThanOrEqual(12);
    for (const moment of moments) {
      const world = await bobsPhone();
      await expect(carol(dyingAt(world, moment).ports)).rejects.toBeInstanceOf(Death);
      const held = [...(await world.devices.list('bob')), ...(await world.devices.list('carol'))];
      expect(held.length).toBeLessThanOrEqual(1);
      expect(await carol(world)).toEqual({ deviceId: 'phone', push: 'on' });
      expect(await world.devices.list('bob')).toEqual([]);
      expect(await world.devices.list('carol')).toMatchObject([{ endpointArn: 'token-1', isEnabled: true }]);
    }
  });

  it('gives up the endpoint of an earlier token when it is asked again', async () => {
    const renew = (ports: DevicePorts) => register(ports, 'bob', 'token-2');
    for (const moment of await momentsOf(bobsPhone, renew)) {
      const world = await bobsPhone();
      await expect(renew(dyingAt(world, moment).ports)).rejects.toBeInstanceOf(Death);
      await renew(world);
      expect(await world.devices.list('bob')).toMatchObject([{ endpointArn: 'token-2' }]);
      expect(world.endpoints.arns.has('token-2')).toBe(true);
    }
  });
});

describe('unregisterDevice that dies at any call', () => {
  it('leaves neither phone nor endpoint once it is asked again', async () => {
    const leave = (ports: DevicePorts) => unregister(ports, 'bob');
    for (const moment of await momentsOf(bobsPhone, leave)) {
      const world = await bobsPhone();
      await expect(leave(dyingAt(world, moment).ports)).rejects.toBeInstanceOf(Death);
      await leave(world);
      expect(await world.devices.list('bob')).toEqual([]);
      expect(world.endpoints.arns.size).toBe(0);
    }
  });
});

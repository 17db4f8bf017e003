import type { Device, Notification, PushSender, SendOutcome } from '../../lambda/domain/device';
import type { Faults } from './faults';
import type { Life } from './life';
import type { Recorder } from './recorder';
import type { DevicePlan } from './simulated-device';

/** What the platforms answer for phones that can be reached no more. */
const dead = ['disabled', 'gone', 'refused'] as const satisfies SendOutcome[];

/** All that a user has registered: dead ones, if any, come before the one that is in use. */
export function phonesOf({ userId, deviceId, hasPush }: DevicePlan, hasDeadPhones: boolean): Device[] {
  if (!hasPush) return [];
  const ids = [...(hasDeadPhones ? dead.map((outcome) => `${userId}-0-${outcome}`) : []), deviceId];
  return ids.map((id) => ({
    userId,
    deviceId: id,
    platform: 'FCM',
    endpointArn: id,
    tokenHash: id,
    isEnabled: true,
  }));
}

/** What one function pushes with. */
export function simulatedSender(
  { faults, recorder }: { readonly faults: Faults; readonly recorder: Recorder },
  life: Life,
): PushSender {
  return {
    send: (
      { endpointArn }: Pick<Device, 'endpointArn'>,
      { chatId, seq }: Notification,
    ): Promise<SendOutcome> => {
      if (faults.happens('pushThrottled', `push to ${endpointArn}`, life.random))
        return Promise.reject(new Error('SNS throttles'));
      const refusal = dead.find((outcome) => endpointArn.endsWith(`-0-${outcome}`));
      if (refusal !== undefined) return Promise.resolve(refusal);
      recorder.add({ kind: 'pushed', deviceId: endpointArn, chatId, seq });
      return Promise.resolve('sent');
    },
  };
}

import { type Call } from './caller';
import { refusedError } from './parley-error';

/** Which service reaches the phone; the two of Apple differ by how the app was built. */
export type Platform = 'APNS' | 'APNS_SANDBOX' | 'FCM';

/** The phone that this client runs on. */
export interface Devices {
  /**
   * Has the user's messages pushed to this phone, whose `deviceId` the client was made with. Call it at every start and
   * whenever the platform gives a new token. `off`: this deployment does not push to the platform.
   * @throws ParleyError `bad_request` without a `deviceId`, or for a token that the push service does not take; `closed`, or
   *   what five tries failed with
   */
  register(phone: { platform: Platform; token: string }): Promise<'on' | 'off'>;
  /**
   * Takes this phone out again. Call it when the user logs out, before `close`: else the phone goes on to show what is
   * meant for them.
   * @throws as `register`
   */
  unregister(): Promise<void>;
}

export function makeDevices(call: Call, deviceId: string | undefined): Devices {
  return {
    register: async (phone) => (await call('registerDevice', { deviceId: needed(deviceId), ...phone })).push,
    unregister: async () => {
      await call('unregisterDevice', { deviceId: needed(deviceId) });
    },
  };
}

/** Pushes are held back from a device that is online, which its sockets tell by the same id. */
function needed(deviceId: string | undefined): string {
  if (deviceId !== undefined) return deviceId;
  throw refusedError('bad_request', 'unable to name this device; make the client with a deviceId');
}

import * as v from 'valibot';
import { id, wellFormedString } from './ids';
import { limits } from './limits';
import { request } from './request';

/** Which service reaches the phone; the two of Apple differ by how the app was built. */
export const platform = v.picklist(['APNS', 'APNS_SANDBOX', 'FCM']);

export type Platform = v.InferOutput<typeof platform>;

export const registerDevice = {
  request: request('registerDevice', {
    deviceId: id,
    platform,
    /** What the platform gave the app. */
    token: v.pipe(wellFormedString, v.minLength(1), v.maxLength(limits.pushTokenLength)),
  }),
  response: v.object({
    deviceId: id,
    /** off: this deployment does not push to the platform. */
    push: v.picklist(['on', 'off']),
  }),
};

export const unregisterDevice = {
  request: request('unregisterDevice', { deviceId: id }),
  response: v.object({}),
};

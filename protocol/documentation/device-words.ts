import type { ActionsWords } from './documented';

export const deviceWords: ActionsWords<'registerDevice' | 'unregisterDevice'> = {
  registerDevice: {
    does: 'Names the phone that this user is reached on by push. Send it at every start of the app and when the platform gives a new token: a phone that was switched off is switched on again, and a token that another user had is taken from him.',
    who: 'Everyone.',
    retry: 'Safe: it completes what a first try left undone.',
    request: {
      deviceId: 'Your id of the phone.',
      platform: 'Which service reaches it; `APNS_SANDBOX` is for apps that were built for development.',
      token: 'What the platform gave the app.',
    },
    response: {
      deviceId: 'The phone.',
      push: '`off`: this deployment does not push to the platform, and nothing was stored.',
    },
    errors: {
      bad_request: 'The push service does not take the token: one for APNs must be hexadecimal.',
      busy: 'The same token is being registered elsewhere.',
    },
  },
  unregisterDevice: {
    does: 'Takes the phone out again. Send it when the user logs out, before the app forgets who it was.',
    who: 'Everyone.',
    retry: 'Safe: a phone that is not registered is no error.',
    request: { deviceId: 'Your id of the phone.' },
    response: {},
    errors: {},
  },
};

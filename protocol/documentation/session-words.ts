import type { ActionsWords } from './documented';

export const sessionWords: ActionsWords<'hello'> = {
  hello: {
    does: 'Tells who you are to the server and what it expects of you. Send it first on every new socket; the server does not insist.',
    who: 'Everyone.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: {},
    response: {
      userId: 'You. The sender id of your own entries.',
      connectionId: 'This socket, for support and logs.',
      serverTime: 'The time of the server, to see how far the clock of the device is off.',
      heartbeatSeconds:
        'How often to send [`ping`](#ping). Who is silent for longer than half as much again counts as gone.',
      limits: 'The limits of this server by name, as in the table of limits. Names may be added.',
    },
    errors: {},
  },
};

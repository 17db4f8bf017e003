import type { ActionsWords } from './documented';

const about = {
  userIds: 'Whose presence.',
  chatId: 'A chat that you share with them: a group, as a rule.',
};

const shown = {
  presence:
    'All users of the request, in its order. Whom you may not see is `unknown`, as if they did not exist.',
  at: 'When it was so. An event with an earlier `at` is late: drop it.',
};

const who =
  'Everyone. Where the directory is `contacts`, which is the default, you see yourself, the other members of direct chats, and with `chatId` those of the members of that chat; where it is `open`, all.';

const notFound = 'You are not in the chat, or it does not exist.';

export const presenceWords: ActionsWords<'ping' | 'getPresence' | 'watchPresence'> = {
  ping: {
    does: 'Tells that this socket is alive: it keeps you online, keeps the socket from being closed as idle, and shows that the server still answers.',
    who: 'Everyone.',
    retry: 'Changes nothing: ask again as often as you like.',
    request: {},
    response: { serverTime: 'The time of the server.' },
    errors: {},
  },
  getPresence: {
    does: 'Tells who is online, and when the others were last seen, up to 30 days back. A user is online while one of their sockets is; several count once.',
    who,
    retry: 'Safe.',
    request: about,
    response: shown,
    errors: { not_found: notFound },
  },
  watchPresence: {
    does: 'The same, and from then on `presence` events tell this socket what changes, for 10 minutes: watch again before they are over. Watching ends with the socket.',
    who: `${who} That is looked at when you ask: who leaves a chat, or is removed from it, is told of its members until the 10 minutes are over.`,
    retry: 'Safe: watching again starts the 10 minutes anew.',
    request: about,
    response: {
      ...shown,
      validForSeconds:
        'How long events tell what changes. 0: they do not, because the server cannot tell who is online at present; ask again in a while.',
    },
    errors: { not_found: notFound },
  },
};

import type { ActionsWords } from './documented';

const user = 'The profile as it is now.';

export const profileWords: ActionsWords<'getUsers' | 'findUser' | 'updateProfile'> = {
  getUsers: {
    does: 'Reads how users are called. Where the directory is `contacts`, which is the default, you see your own profile, those of the other members of direct chats, and with `chatId` those of the members of that chat; where it is `open`, all.',
    who: 'Everyone; with `chatId`, members of that chat.',
    retry: 'Safe.',
    request: {
      userIds: 'Whose profiles.',
      chatId: 'A chat that you share with them: a group, as a rule.',
    },
    response: {
      users:
        'In the order of the request; who has set nothing has only an id. Whom you may not see is missing, as if they did not exist.',
    },
    errors: { not_found: 'You are not in the chat, or it does not exist.' },
  },
  findUser: {
    does: 'Finds a user by their exact handle, to start a chat with them.',
    who: 'Everyone.',
    retry: 'Safe.',
    request: { handle: 'All of it: there is no search for parts.' },
    response: { user: 'Who has the handle.' },
    errors: { not_found: 'Nobody has it.' },
  },
  updateProfile: {
    does: 'Sets how you are called. Others see it when they ask the next time: no event tells them.',
    who: 'Everyone, for themselves.',
    retry: 'Safe: it completes what a first try left undone.',
    request: {
      displayName: 'Your name; it need not be unique. `null` removes it.',
      avatarUrl: 'Your picture, stored elsewhere. `null` removes it.',
      handle: 'Unique among all users. The one that you had before is free again. `null` removes it.',
    },
    response: { user },
    errors: {
      too_large: 'The name is too long.',
      taken: 'Another user has this handle. Nothing was changed but what a race left: ask again.',
    },
  },
};

import { limits } from '..';
import { appendingFields, appendingRetry, changeErrors, changeResponse } from './appending-words';
import type { ActionsWords } from './documented';

export const membershipWords: ActionsWords<'addMembers' | 'removeMember' | 'leaveChat' | 'updateChat'> = {
  addMembers: {
    does: 'Adds users to a group, as `MEMBER`s. They see what is written from then on. Those who are in it already are passed over; if all are, nothing is written and the answer is the chat as it is.',
    who: '`OWNER` and `ADMIN`s of a group.',
    retry: appendingRetry,
    request: { ...appendingFields, members: 'The users, each once.' },
    response: changeResponse,
    errors: {
      ...changeErrors,
      chat_full: `The group would have more than ${limits.membersPerChat} members.`,
    },
  },
  removeMember: {
    does: 'Takes another user out of a group. They are told by the event of their removal and see nothing later. If they are not in it, nothing is written and the answer is the chat as it is.',
    who: 'The `OWNER` of a group may remove anyone, an `ADMIN` only `MEMBER`s.',
    retry: appendingRetry,
    request: { ...appendingFields, member: 'The user; to go yourself, use `leaveChat`.' },
    response: changeResponse,
    errors: {
      ...changeErrors,
      bad_request: '`member` is yourself; or `clientMessageId` was used for something else.',
    },
  },
  leaveChat: {
    does: 'Takes yourself out of a group. If you are its `OWNER`, the `ADMIN` who has been in it longest becomes `OWNER`, or else the `MEMBER` who has.',
    who: 'Members of a group.',
    retry: `${appendingRetry} \`not_found\` after an unknown outcome means that you are out.`,
    request: appendingFields,
    response: { ...changeResponse, chat: 'The chat that you have left, without `members`.' },
    errors: { ...changeErrors, forbidden: 'The chat is a direct chat: nobody leaves it.' },
  },
  updateChat: {
    does: 'Gives a group another title, its members other roles, or both in one change. If it is all so already, nothing is written and the answer is the chat as it is.',
    who: '`OWNER` and `ADMIN`s may change the title, only the `OWNER` roles.',
    retry: appendingRetry,
    request: {
      ...appendingFields,
      title: 'The new title.',
      roles:
        'Members whose role changes, each once. Making another member `OWNER` hands the group over: you become an `ADMIN`.',
      'roles[].userId': 'The member.',
      'roles[].role': 'The new role.',
    },
    response: changeResponse,
    errors: {
      ...changeErrors,
      bad_request:
        '`roles` names someone who is not a member, makes more than one `OWNER`, or takes the role from the `OWNER` without giving it to another; or `clientMessageId` was used for something else.',
      too_large: 'The title has too many bytes.',
    },
  },
};

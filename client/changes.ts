import { type RequestFields } from '../protocol';
import { type ChatFeed } from './chat-feed';
import { type ChatOutbox } from './chat-outbox';
import { type Attempt } from './outgoing-change';
import { asParleyError } from './parley-error';
import { type Requests } from './requests';
import { type ChatInfo } from './wire/chat-info';
import { type RoleOf } from './wire/entry';

/**
 * Who is in a group. Each change waits for its turn behind what was sent to the chat before it and for a connection, is
 * tried until it is settled, and appears in the chat as an entry (`contentType: 'EVENT'`). It ends with the process.
 *
 * All throw ParleyError `bad_request`; `too_large`; `forbidden` without the role, or in a direct chat; `not_found` for a
 * chat one is not in; `closed`; and in rare cases one with `outcome: 'unknown'`.
 */
export interface Members {
  /**
   * Adds 1 to 200 users; they see the chat from then on. Nothing happens to those who are in it. For owner and admins.
   * @throws ParleyError `chat_full`: the group would have more than 500
   */
  add(userIds: readonly string[]): Promise<void>;
  /** Takes another user out of the group, if they are in it. For the owner; admins remove those without a role. */
  remove(userId: string): Promise<void>;
  /** Gives 1 to 200 members other roles. For the owner; whoever is made OWNER takes their place, and they become ADMIN. */
  setRoles(roles: readonly RoleOf[]): Promise<void>;
}

export interface Changes {
  members: Members;
  setTitle(title: string): Promise<void>;
  leave(): Promise<void>;
}

export interface ChangesOptions {
  chatId: string;
  feed: ChatFeed;
  outbox: ChatOutbox;
  requests: Requests;
  onTold: (info: ChatInfo) => void;
}

type ChangeAction = 'addMembers' | 'removeMember' | 'leaveChat' | 'updateChat';

export function makeChanges(options: ChangesOptions): Changes {
  const { chatId } = options;
  return {
    members: {
      add: (userIds) => {
        const members = [...userIds];
        return change(options, 'addMembers', (attempt) => ({ chatId, ...attempt, members }));
      },
      remove: (member) => change(options, 'removeMember', (attempt) => ({ chatId, ...attempt, member })),
      setRoles: (wanted) => {
        const roles = wanted.map(({ userId, role }) => ({ userId, role }));
        return change(options, 'updateChat', (attempt) => ({ chatId, ...attempt, roles }));
      },
    },
    setTitle: (title) => change(options, 'updateChat', (attempt) => ({ chatId, ...attempt, title })),
    leave: () => leave(options),
  };
}

/** `fieldsOf` gives the same fields for the same attempt, in the same order: a retry repeats the bytes. */
async function change<A extends ChangeAction>(
  { feed, outbox, requests, onTold }: ChangesOptions,
  action: A,
  fieldsOf: (attempt: Attempt) => RequestFields<A>,
): Promise<void> {
  await outbox.change(async (attempt) => {
    const { arrivals } = feed;
    const { chat, change } = await requests.exchange(action, fieldsOf(attempt), attempt.clientMessageId);
    const follow = () => {
      // A late answer to an early leave: the user has been added again since, and is in the chat.
      const isNews = change === undefined || change.seq >= feed.nextSeq;
      // The socket that asked gets no event of the change: the answer brings its entry.
      if (change) feed.ingest([change]);
      onTold(chat);
      if (action === 'leaveChat' && isNews) feed.leave(arrivals);
      else feed.catchUp();
    };
    return { follow, isEntry: change !== undefined };
  });
}

/** Whoever is out already, by another device or another person, has what they wanted. */
async function leave(options: ChangesOptions): Promise<void> {
  const { chatId, feed } = options;
  if (feed.isLeft) return;
  await change(options, 'leaveChat', (attempt) => ({ chatId, ...attempt })).catch((error: unknown) => {
    if (!feed.isLeft && asParleyError(error).code !== 'not_found') throw error;
  });
}

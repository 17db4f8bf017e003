import { type Chat as ChatInfo } from '../protocol';
import { type ChatFeed } from './chat-feed';
import { ChatOutbox, type ChatOutboxOptions } from './chat-outbox';
import { type Listener, type Unsubscribe } from './listeners';
import { makeMessages, type Messages } from './messages';
import { type OutboxRecord } from './outbox-storage';

/** One chat of the user. */
export interface Chat {
  readonly chatId: string;
  /** What the server last told about the chat; `members` only if it told them. */
  readonly info: ChatInfo;
  readonly messages: Messages;
  /** What lies between the last delivered entry and `fromSeq` cannot be had; delivery goes on from `fromSeq`. */
  onReset(listener: Listener<{ fromSeq: number }>): Unsubscribe;
  /** The user is not in this chat any more, or it is gone: nothing further is delivered until it is opened again. */
  onLeft(listener: () => void): Unsubscribe;
}

/** A chat as the client keeps it: the public face, and what moves behind it. */
export interface FollowedChat {
  readonly chat: Chat;
  readonly feed: ChatFeed;
  readonly outbox: ChatOutbox;
  lastActiveAt: number;
  update(info: ChatInfo): void;
}

export interface FollowOptions extends Omit<ChatOutboxOptions, 'chatId'> {
  info: ChatInfo;
  restored: readonly OutboxRecord[];
}

export function followChat(options: FollowOptions): FollowedChat {
  const { feed, call, timers } = options;
  let { info } = options;
  const { chatId } = info;
  const outbox = new ChatOutbox({ ...options, chatId }, options.restored);
  const chat: Chat = {
    chatId,
    get info() {
      return info;
    },
    messages: makeMessages({ chatId, feed, outbox, call }),
    onReset: (listener) => feed.resets.add(listener),
    onLeft: (listener) => feed.lefts.add(() => listener()),
  };
  const update = (told: ChatInfo) => {
    // Events tell no members: keep those known while their number is right.
    const isSameCount = told.memberCount === info.memberCount;
    info = isSameCount && info.members && !told.members ? { ...told, members: info.members } : told;
    feed.knows(told.lastSeq);
  };
  const followed: FollowedChat = { chat, feed, outbox, lastActiveAt: timers.now(), update };
  feed.seen.add(() => (followed.lastActiveAt = timers.now()));
  return followed;
}
